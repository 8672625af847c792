# Completion of fixture for bash. Load it with: source <(fixture completions bash)

# Offers those lines of $2 that begin with $1.
_fixture_offer() {
    local line word
    while IFS= read -r line; do
        if [[ -n $line && $line == "$1"* ]]; then
            printf -v word %q "$line"
            COMPREPLY+=("$word")
        fi
    done <<<"$2"
}

# Offers directories, and files whose names end in one of the extensions $2 (all files when there are none).
_fixture_files() {
    local entry extension
    compopt -o filenames 2>/dev/null
    while IFS= read -r entry; do
        if [[ -d $entry || -z $2 ]]; then
            COMPREPLY+=("$entry")
            continue
        fi
        for extension in $2; do
            if [[ $entry == *".$extension" ]]; then COMPREPLY+=("$entry"); fi
        done
    done < <(compgen -f -- "$1")
}

_fixture_directories() {
    local entry
    compopt -o filenames 2>/dev/null
    while IFS= read -r entry; do COMPREPLY+=("$entry"); done < <(compgen -d -- "$1")
}

# Offers values: $1 is a command and its option, or '#' and an argument's place; $2 the word so far.
_fixture_values() {
    case $1 in
        'fixture #0') _fixture_offer "$2" 'material
heat
fail
draw
completions
help' ;;
        'fixture material #0') _fixture_offer "$2" 'value
list' ;;
        'fixture material value --format') _fixture_offer "$2" 'table
csv
json' ;;
        'fixture material value --plot' | 'fixture material value -o') _fixture_files "$2" 'svg png' ;;
        'fixture material value #0') _fixture_offer "$2" "$('fixture' '--complete' 'material' 'value' 'MATERIAL' 2>/dev/null)" ;;
        'fixture material value #1') _fixture_offer "$2" 'conductivity
heat-capacity' ;;
        'fixture heat --now') _fixture_offer "$2" 'true
false' ;;
        'fixture fail #0') _fixture_offer "$2" 'check
silent
data
usage
unforeseen
lines' ;;
        'fixture draw --into') _fixture_directories "$2" ;;
        'fixture draw #'*) _fixture_files "$2" '' ;;
        'fixture completions #0') _fixture_offer "$2" 'bash
zsh
fish' ;;
    esac
}

_fixture_options() {
    local words=
    case $1 in
        'fixture') words='--version
--help' ;;
        'fixture material') words='--help' ;;
        'fixture material value') words='--at
--residual-resistance-ratio
--format
--without
--json
--plot
--mli
--no-mli
--verbose
--help' ;;
        'fixture material list') words='--help' ;;
        'fixture heat') words='--now
--help' ;;
        'fixture fail') words='--help' ;;
        'fixture draw') words='--into
--help' ;;
        'fixture completions') words='--help' ;;
    esac
    _fixture_offer "$2" "$words"
}

_fixture() {
    local path='fixture' expected= ended= place=0 index word
    local current=${COMP_WORDS[COMP_CWORD]}
    COMPREPLY=()
    for ((index = 1; index < COMP_CWORD; index++)); do
        word=${COMP_WORDS[index]}
        if [[ $word == = ]]; then continue; fi # bash cuts --name=value into three words
        if [[ -n $expected ]]; then
            expected=
        elif [[ -n $ended ]]; then
            ((place++))
        elif [[ $word == -- ]]; then
            ended=1
        elif [[ $word == -?* ]]; then
            case "$path $word" in
                'fixture material value --at' | 'fixture material value --residual-resistance-ratio' | 'fixture material value -r' | 'fixture material value --format' | 'fixture material value --without' | 'fixture material value --plot' | 'fixture material value -o' | 'fixture heat --now' | 'fixture draw --into') expected=$word ;;
            esac
        else
            case "$path $word" in
                'fixture material' | 'fixture heat' | 'fixture fail' | 'fixture draw' | 'fixture completions' | 'fixture material value' | 'fixture material list') path="$path $word" ;;
                *) ((place++)) ;;
            esac
        fi
    done
    if [[ $current == = ]]; then current=; fi
    if [[ -n $expected ]]; then
        _fixture_values "$path $expected" "$current"
    elif [[ $current == -* && -z $ended ]]; then
        _fixture_options "$path" "$current"
    else
        _fixture_values "$path #$place" "$current"
    fi
}

complete -F _fixture fixture
