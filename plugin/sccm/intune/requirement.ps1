# Requirement script of a Win32 app: prints met or not-met. Rule: String, Equals, met.
$answer = 'not-met'
switch (Invoke-Gate 'check --format token --exit-profile distinct') {
{{#each accepted}}
    {{code:word}} { $answer = 'met' }
{{/each}}
}
Write-Output $answer
exit 0
