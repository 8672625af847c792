#compdef fixture
# Completion of fixture for zsh. Save it as _fixture in a directory of $fpath.

# Offers the lines that a command prints.
_fixture_output() {
    local -a names
    names=("${(@f)$("$@" 2>/dev/null)}")
    compadd -a names
}

_fixture() {
    if (( CURRENT == 2 )); then
        if [[ $words[2] == -* ]]; then
            compadd -- '--version' '--help'
            return
        fi
        local -a commands
        commands=(
            'material:What is known of materials.'
            'heat:Heats.'
            'fail:Ends as it is told.'
            'draw:Draws.'
            'completions:Prints the completion script of a shell.'
            'help:Show the help of a command.'
        )
        _describe -t commands command commands
    else
        local command=$words[2]
        shift words
        (( CURRENT-- ))
        case $command in
            'material') _fixture__material ;;
            'heat') _fixture__heat ;;
            'fail') _fixture__fail ;;
            'draw') _fixture__draw ;;
            'completions') _fixture__completions ;;
        esac
    fi
}

_fixture__material() {
    if (( CURRENT == 2 )); then
        if [[ $words[2] == -* ]]; then
            compadd -- '--help'
            return
        fi
        local -a commands
        commands=(
            'value:Prints a property of a material at a temperature.'
            'list:Lists materials.'
        )
        _describe -t commands command commands
    else
        local command=$words[2]
        shift words
        (( CURRENT-- ))
        case $command in
            'value') _fixture__material__value ;;
            'list') _fixture__material__list ;;
        esac
    fi
}

_fixture__material__value() {
    _arguments -s -S \
        '(--at)--at=[The temperature.]:TEMPERATURE: ' \
        '(--residual-resistance-ratio -r)--residual-resistance-ratio=[The residual resistance ratio.]:NUMBER: ' \
        '(--residual-resistance-ratio -r)-r+[The residual resistance ratio.]:NUMBER: ' \
        '(--format)--format=[How the values are set.]:FORMAT:(table csv json)' \
        '*--without=[A temperature to leave out.]:TEMPERATURE: ' \
        '(--json -j)--json[Print JSON.]' \
        '(--json -j)-j[Print JSON.]' \
        '(--plot -o)--plot=[Draw into this file.]:FILE:_files -g "*.(svg|png)(-.)"' \
        '(--plot -o)-o+[Draw into this file.]:FILE:_files -g "*.(svg|png)(-.)"' \
        '(--mli --no-mli)--mli[Count what shines through the insulation.]' \
        '(--mli --no-mli)--no-mli[Count what shines through the insulation.]' \
        '(--verbose -v)--verbose[Say more.]' \
        '(--verbose -v)-v[Say more.]' \
        '(-h --help)'{-h,--help}'[Show this help.]' \
        ':MATERIAL: _fixture_output fixture --complete material value MATERIAL' \
        '::PROPERTY:(conductivity heat-capacity)'
}

_fixture__material__list() {
    _arguments -s -S \
        '(-h --help)'{-h,--help}'[Show this help.]'
}

_fixture__heat() {
    _arguments -s -S \
        '(--now)--now=[Whether at once.]:NOW:(true false)' \
        '(-h --help)'{-h,--help}'[Show this help.]' \
        '::COUNT: ' \
        '*:THINGS: '
}

_fixture__fail() {
    _arguments -s -S \
        '(-h --help)'{-h,--help}'[Show this help.]' \
        ':HOW:(check silent data usage unforeseen lines)'
}

_fixture__draw() {
    _arguments -s -S \
        '(--into)--into=[The directory to draw into.]:INTO:_files -/' \
        '(-h --help)'{-h,--help}'[Show this help.]' \
        '*:FILE:_files'
}

_fixture__completions() {
    _arguments -s -S \
        '(-h --help)'{-h,--help}'[Show this help.]' \
        ':SHELL:(bash zsh fish)'
}

if [[ $funcstack[1] == _fixture ]]; then
    _fixture "$@"
else
    compdef _fixture fixture
fi
