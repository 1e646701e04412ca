# coderefine: completion for zsh. The words come from the program: `coderefine "[suggest:POSITION]" "LINE"`.
_coderefine() {
    local -a suggestions
    suggestions=("${(@f)$("${words[1]}" "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
    suggestions=("${(@)suggestions:#}")
    (( ${#suggestions} )) && compadd -- "${suggestions[@]}"
    [[ "${words[CURRENT]}" == -* ]] || _files -/
}
compdef _coderefine coderefine ./coderefine
