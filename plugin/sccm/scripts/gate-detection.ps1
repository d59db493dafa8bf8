# Detection of the gate itself: it is there if it decides about this host by the policy above, whatever it decides.
$code = Invoke-Gate 'check --format token --exit-profile distinct'
if (($code -ge 100) -and ($code -le 104)) {
    Write-Output 'the gate is installed'
}
exit 0
