# coderefine: completion for fish. The words come from the program: `coderefine "[suggest:POSITION]" "LINE"`.
function __coderefine_suggest
    set -l line (commandline -cp)
    set -l program (commandline -opc)[1]
    $program "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
end
complete -c coderefine -f -a '(__coderefine_suggest; __fish_complete_directories)'
