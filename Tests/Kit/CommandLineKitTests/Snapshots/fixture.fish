# Completion of fixture for fish. Save it as ~/.config/fish/completions/fixture.fish

# Whether the words so far lead to exactly this command.
function __fixture_at
    set -l path fixture
    for word in (commandline -opc)[2..-1]
        if contains -- "$path $word" 'fixture material' 'fixture material value' 'fixture material list' 'fixture heat' 'fixture fail' 'fixture draw' 'fixture completions'
            set path "$path $word"
        end
    end
    test "$path" = "$argv"
end

complete -c fixture -f
complete -c fixture -n '__fixture_at fixture' -s h -l help -d 'Show this help.'
complete -c fixture -n '__fixture_at fixture' -l version -d 'Print the version.'
complete -c fixture -n '__fixture_at fixture' -a help -d 'Show the help of a command.'
complete -c fixture -n '__fixture_at fixture' -a 'material' -d 'What is known of materials.'
complete -c fixture -n '__fixture_at fixture' -a 'heat' -d 'Heats.'
complete -c fixture -n '__fixture_at fixture' -a 'fail' -d 'Ends as it is told.'
complete -c fixture -n '__fixture_at fixture' -a 'draw' -d 'Draws.'
complete -c fixture -n '__fixture_at fixture' -a 'completions' -d 'Prints the completion script of a shell.'
complete -c fixture -n '__fixture_at fixture material' -s h -l help -d 'Show this help.'
complete -c fixture -n '__fixture_at fixture material' -a 'value' -d 'Prints a property of a material at a temperature.'
complete -c fixture -n '__fixture_at fixture material' -a 'list' -d 'Lists materials.'
complete -c fixture -n '__fixture_at fixture material value' -s h -l help -d 'Show this help.'
complete -c fixture -n '__fixture_at fixture material value' -l at -d 'The temperature.' -r
complete -c fixture -n '__fixture_at fixture material value' -s 'r' -l residual-resistance-ratio -d 'The residual resistance ratio.' -r
complete -c fixture -n '__fixture_at fixture material value' -l format -d 'How the values are set.' -r -a 'table csv json'
complete -c fixture -n '__fixture_at fixture material value' -l without -d 'A temperature to leave out.' -r
complete -c fixture -n '__fixture_at fixture material value' -s 'j' -l json -d 'Print JSON.'
complete -c fixture -n '__fixture_at fixture material value' -s 'o' -l plot -d 'Draw into this file.' -r -k -a '(__fish_complete_suffix .svg) (__fish_complete_suffix .png)'
complete -c fixture -n '__fixture_at fixture material value' -l mli -d 'Count what shines through the insulation.'
complete -c fixture -n '__fixture_at fixture material value' -l no-mli -d 'Not: Count what shines through the insulation.'
complete -c fixture -n '__fixture_at fixture material value' -s 'v' -l verbose -d 'Say more.'
complete -c fixture -n '__fixture_at fixture material value' -a '(fixture --complete material value MATERIAL 2>/dev/null)'
complete -c fixture -n '__fixture_at fixture material value' -a 'conductivity heat-capacity'
complete -c fixture -n '__fixture_at fixture material list' -s h -l help -d 'Show this help.'
complete -c fixture -n '__fixture_at fixture heat' -s h -l help -d 'Show this help.'
complete -c fixture -n '__fixture_at fixture heat' -l now -d 'Whether at once.' -r -a 'true false'
complete -c fixture -n '__fixture_at fixture fail' -s h -l help -d 'Show this help.'
complete -c fixture -n '__fixture_at fixture fail' -a 'check silent data usage unforeseen lines'
complete -c fixture -n '__fixture_at fixture draw' -s h -l help -d 'Show this help.'
complete -c fixture -n '__fixture_at fixture draw' -l into -d 'The directory to draw into.' -r -a '(__fish_complete_directories)'
complete -c fixture -n '__fixture_at fixture draw' -F
complete -c fixture -n '__fixture_at fixture completions' -s h -l help -d 'Show this help.'
complete -c fixture -n '__fixture_at fixture completions' -a 'bash zsh fish'
