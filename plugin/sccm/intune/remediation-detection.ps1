# Detection script of a remediation: 0 where the host may take any build, else 1, which starts the remediation if there is one.
$code = Invoke-Gate 'check --tattoo --format nagios --exit-profile distinct'
$line = $script:output.Trim()
if (($code -lt 100) -or ($code -gt 104)) {
    Write-Output ('error: the gate did not answer (' + $code + ')')
    exit 1
}
Write-Output $line.Substring(0, [System.Math]::Min(1000, $line.Length))
if (($code -eq 100) -or ($code -eq 104)) {
    exit 0
}
exit 1
