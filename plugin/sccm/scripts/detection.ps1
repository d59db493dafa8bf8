# Detection: text and 0 where this build or a newer one is installed, nothing and 0 where not, 1 where that can't be told.
$code = Invoke-Gate 'detect --exit-profile distinct --at-least {{build:word}}'
if ($code -eq 100) {
    Write-Output '{{module:word}} {{build:word}} or newer is installed'
}
elseif ($code -ne 101) {
    exit 1
}
exit 0
