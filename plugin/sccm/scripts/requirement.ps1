# Script global condition: prints the decision for this host, or error. No rule may accept error.
$answer = 'error'
switch (Invoke-Gate 'check --format token --exit-profile distinct') {
    100 { $answer = 'acs' }
    101 { $answer = 'legacy' }
    102 { $answer = 'hold' }
    103 { $answer = 'unknown' }
    104 { $answer = 'not-applicable' }
}
Write-Output $answer
exit 0
