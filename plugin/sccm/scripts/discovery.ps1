# Discovery of the configuration item: leaves the decision behind in the registry for inventory, finishes the post-check that an
# installation left for the time after the restart, and prints one token. 1: neither can be told.
$answer = ''
switch (Invoke-Gate 'check --tattoo --format token --exit-profile distinct') {
    100 { $answer = 'acs' }
    101 { $answer = 'legacy' }
    102 { $answer = 'hold' }
    103 { $answer = 'unknown' }
    104 { $answer = 'not-applicable' }
    default { exit 1 }
}
switch (Invoke-Gate 'postcheck --pending') {
    0 { }
    12 { }
    10 { $answer = 'postcheck-failed' }
    default { exit 1 }
}
Write-Output $answer
exit 0
