# coderefine: completion for bash. The words come from the program: `coderefine "[suggest:POSITION]" "LINE"`.
_coderefine_completions() {
    local current="${COMP_WORDS[COMP_CWORD]}" words
    # bash splits at a colon too (--model ollama:…): nothing is suggested there, files neither.
    words="$("${COMP_WORDS[0]}" "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)"
    local IFS=$'\n'
    COMPREPLY=($(compgen -W "${words}" -- "${current}"))
    if [ "${#COMPREPLY[@]}" -eq 0 ] || [ "${current#-}" = "${current}" ]; then
        COMPREPLY+=($(compgen -d -- "${current}"))
    fi
}
complete -o filenames -F _coderefine_completions coderefine
complete -o filenames -F _coderefine_completions ./coderefine
