#Requires -Version 5.1
<#
.SYNOPSIS
Creates in ConfigMgr what one rollout of acsgate needs. Made by acsgate emit; README.md says what each object is for.

.DESCRIPTION
What exists already under its name is left as it is, so the script may be run again. It deploys nothing. -WhatIf shows what it would
create.

.PARAMETER SiteCode
Code of the site, such as XYZ.

.PARAMETER ContentRoot
UNC path of a copy of this folder, with the installers in content and acsgate.exe in gate\x64 and gate\x86.

.PARAMETER Language
Language of the scripts that clients run: VBScript runs on the oldest hosts, PowerShell where VBScript was taken away. Each has objects
of its own; run the script once for each that you need.

.PARAMETER LimitingCollection
Collection of the hosts that may get the gate.
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [Parameter(Mandatory = $true)][string]$SiteCode,
    [Parameter(Mandatory = $true)][string]$ContentRoot,
    [ValidateSet('VBScript', 'PowerShell')][string]$Language = 'VBScript',
    [string]$LimitingCollection = 'All Systems'
)
$ErrorActionPreference = 'Stop'

$digest = {{digest:powershell}}
$base = {{name:powershell}}
$name = $base + ' (' + $Language + ')'
$scripts = Join-Path -Path $PSScriptRoot -ChildPath 'scripts'
$extension = '.vbs'
if ($Language -eq 'PowerShell') {
    $extension = '.ps1'
}

# What the gate itself has to say where it starts no installer, or does not wait for its end.
function Add-AcsgateReturnCode($DeploymentType) {
{{#each return_codes}}
    Add-CMDeploymentTypeReturnCode -InputObject $DeploymentType -ReturnCode {{number:word}} -CodeType {{class:word}} -Name {{code:powershell}} -Description {{text:powershell}}
{{/each}}
}

# What is imported must be what was emitted.
$policyHash = (Get-FileHash -LiteralPath (Join-Path -Path $ContentRoot -ChildPath 'gate\policy.json') -Algorithm SHA256).Hash
if (('sha256:' + $policyHash) -ne $digest) {
    throw 'gate\policy.json is not the policy that these scripts are for; emit the folder again'
}
$program64 = Test-Path -LiteralPath (Join-Path -Path $ContentRoot -ChildPath 'gate\x64\acsgate.exe')
$program32 = Test-Path -LiteralPath (Join-Path -Path $ContentRoot -ChildPath 'gate\x86\acsgate.exe')
if (-not ($program64 -or $program32)) {
    throw 'there is no acsgate.exe in gate\x64 or gate\x86 below -ContentRoot'
}
{{#each types}}
$installer = Join-Path -Path $ContentRoot -ChildPath {{content_file:powershell}}
if ((Get-FileHash -LiteralPath $installer -Algorithm SHA256).Hash -ne {{sha256:powershell}}) {
    throw ($installer + ' is not the installer that was offered')
}
{{/each}}

Import-Module -Name (Join-Path -Path (Split-Path -Path $env:SMS_ADMIN_UI_PATH -Parent) -ChildPath 'ConfigurationManager.psd1')
Push-Location
try {
    Set-Location -LiteralPath ($SiteCode + ':\')

    # The gate's own application.
    $gateName = $name + ' gate'
    if (-not (Get-CMApplication -Name $gateName -Fast -DisableWildcardHandling)) {
        if ($PSCmdlet.ShouldProcess($gateName, 'Create application')) {
            New-CMApplication -Name $gateName -SoftwareVersion {{gate_version:powershell}} -Description ('acsgate and its policy, ' + $digest) -DisableWildcardHandling | Out-Null
            $gateType = @{
                ApplicationName = $gateName
                DeploymentTypeName = 'gate'
                ContentLocation = (Join-Path -Path $ContentRoot -ChildPath 'gate')
                InstallCommand = 'install.cmd'
                UninstallCommand = 'uninstall.cmd'
                ScriptLanguage = $Language
                ScriptFile = (Join-Path -Path $scripts -ChildPath ('gate-detection' + $extension))
                InstallationBehaviorType = 'InstallForSystem'
                LogonRequirementType = 'WhetherOrNotUserLoggedOn'
                UserInteractionMode = 'Hidden'
                MaximumRuntimeMins = 15
                DisableWildcardHandling = $true
            }
            Add-CMScriptDeploymentType @gateType | Out-Null
        }
    }

    # Hosts on which the gate is: deployments of the Agent go to these only, for an unmet requirement downloads nothing.
    $present = $base + ' gate present'
    if (-not (Get-CMCollection -Name $present -CollectionType Device -DisableWildcardHandling)) {
        if ($PSCmdlet.ShouldProcess($present, 'Create collection')) {
            New-CMCollection -CollectionType Device -Name $present -LimitingCollectionName $LimitingCollection -RefreshType Continuous -DisableWildcardHandling | Out-Null
            Add-CMDeviceCollectionQueryMembershipRule -CollectionName $present -RuleName 'gate with this policy' -QueryExpression {{query_present:powershell}} -DisableWildcardHandling
        }
    }

    # A collection for each decision, for reports: what inventory saw last, and so no guard.
{{#each decisions}}
    $collection = $base + ' decision ' + {{decision:powershell}}
    if (-not (Get-CMCollection -Name $collection -CollectionType Device -DisableWildcardHandling)) {
        if ($PSCmdlet.ShouldProcess($collection, 'Create collection')) {
            New-CMCollection -CollectionType Device -Name $collection -LimitingCollectionName $LimitingCollection -RefreshType Continuous -DisableWildcardHandling | Out-Null
            Add-CMDeviceCollectionQueryMembershipRule -CollectionName $collection -RuleName {{decision:powershell}} -QueryExpression {{query:powershell}} -DisableWildcardHandling
        }
    }
{{/each}}

    # A collection for each wave, empty: Set-AcsgateWaveMembers.ps1 fills it.
{{#each waves}}
    $collection = $base + ' wave ' + {{wave:powershell}}
    if (-not (Get-CMCollection -Name $collection -CollectionType Device -DisableWildcardHandling)) {
        if ($PSCmdlet.ShouldProcess($collection, 'Create collection')) {
            New-CMCollection -CollectionType Device -Name $collection -LimitingCollectionName $present -RefreshType Manual -DisableWildcardHandling | Out-Null
        }
    }
{{/each}}

    # Conditions: the gate's decision, and the processor.
    $decisionName = $name + ' decision'
    if (-not (Get-CMGlobalCondition -Name $decisionName -DisableWildcardHandling)) {
        if ($PSCmdlet.ShouldProcess($decisionName, 'Create global condition')) {
            $decisionCondition = @{
                Name = $decisionName
                DataType = 'String'
                ScriptLanguage = $Language
                FilePath = (Join-Path -Path $scripts -ChildPath ('requirement' + $extension))
                Use32BitHost = $false
                UseLoggedOnUserCredential = $false
                DisableWildcardHandling = $true
            }
            New-CMGlobalConditionScript @decisionCondition | Out-Null
        }
    }
    $processorName = $base + ' processor'
    if (-not (Get-CMGlobalCondition -Name $processorName -DisableWildcardHandling)) {
        if ($PSCmdlet.ShouldProcess($processorName, 'Create global condition')) {
            $processorCondition = @{
                Name = $processorName
                DataType = 'String'
                DeviceType = 'Windows'
                RegistryHive = 'LocalMachine'
                KeyName = 'SYSTEM\CurrentControlSet\Control\Session Manager\Environment'
                ValueName = 'PROCESSOR_ARCHITECTURE'
                Is64Bit = $false
                DisableWildcardHandling = $true
            }
            New-CMGlobalConditionRegistryValue @processorCondition | Out-Null
        }
    }

    # The Agent's application: the first deployment type whose requirements are met is the one that counts.
    $agentName = $name + ' {{module:word}}'
    if (-not (Get-CMApplication -Name $agentName -Fast -DisableWildcardHandling)) {
        if ($PSCmdlet.ShouldProcess($agentName, 'Create application with its deployment types')) {
            $decision = Get-CMGlobalCondition -Name $decisionName -DisableWildcardHandling
            $processor = Get-CMGlobalCondition -Name $processorName -DisableWildcardHandling
            New-CMApplication -Name $agentName -Description ('Installed through acsgate, ' + $digest) -DisableWildcardHandling | Out-Null
{{#each types}}
            $decisionMatch = @{
                InputObject = $decision
                RuleOperator = 'OneOf'
                Value1 = @({{accepts:powershell}} -split ' ')
            }
            $processorMatch = @{
                InputObject = $processor
                RuleOperator = 'OneOf'
                Value1 = @({{processor:powershell}})
            }
            $rules = @((New-CMRequirementRuleCommonValue @decisionMatch), (New-CMRequirementRuleCommonValue @processorMatch))
            $agentType = @{
                ApplicationName = $agentName
                DeploymentTypeName = {{type:powershell}}
                ContentLocation = (Join-Path -Path $ContentRoot -ChildPath {{content:powershell}})
                InstallCommand = {{command:powershell}}
                ScriptLanguage = $Language
                ScriptFile = (Join-Path -Path $scripts -ChildPath ({{detection:powershell}} + $extension))
                AddRequirement = $rules
                InstallationBehaviorType = 'InstallForSystem'
                LogonRequirementType = 'WhetherOrNotUserLoggedOn'
                UserInteractionMode = 'Hidden'
                RebootBehavior = 'BasedOnExitCode'
                MaximumRuntimeMins = 60
                DisableWildcardHandling = $true
            }
            Add-CMScriptDeploymentType @agentType | Out-Null
            $type = Get-CMDeploymentType -ApplicationName $agentName -DeploymentTypeName {{type:powershell}} -DisableWildcardHandling
            Add-AcsgateReturnCode -DeploymentType $type
{{/each}}
        }
    }

    # The baseline: the decision, left behind for inventory, and the post-checks that wait for a restart.
    $itemName = $name + ' decision item'
    if (-not (Get-CMConfigurationItem -Name $itemName -Fast -DisableWildcardHandling)) {
        if ($PSCmdlet.ShouldProcess($itemName, 'Create configuration item')) {
            $item = New-CMConfigurationItem -Name $itemName -CreationType WindowsOS -DisableWildcardHandling
            $setting = @{
                InputObject = $item
                Name = 'decision'
                DataType = 'String'
                DiscoveryScriptLanguage = $Language
                DiscoveryScriptFile = (Join-Path -Path $scripts -ChildPath ('discovery' + $extension))
                Is64Bit = $true
                ValueRule = $true
                RuleName = 'may take ACS builds'
                ExpressionOperator = 'IsEquals'
                ExpectedValue = 'acs'
                ReportNoncompliance = $true
                NoncomplianceSeverity = 'Warning'
            }
{{#each roots}}
            $setting.Remediate = $true
            $setting.RemediationScriptLanguage = 'PowerShell'
            $setting.RemediationScriptFile = (Join-Path -Path $scripts -ChildPath 'root-remediation.ps1')
{{/each}}
            Add-CMComplianceSettingScript @setting | Out-Null
        }
    }
    $baselineName = $name + ' baseline'
    if (-not (Get-CMBaseline -Name $baselineName -DisableWildcardHandling)) {
        if ($PSCmdlet.ShouldProcess($baselineName, 'Create baseline')) {
            # The item has a new id since its setting was added.
            $itemId = (Get-CMConfigurationItem -Name $itemName -Fast -DisableWildcardHandling).CI_ID
            New-CMBaseline -Name $baselineName -DisableWildcardHandling | Out-Null
            Set-CMBaseline -Name $baselineName -AddOSConfigurationItem $itemId -DisableWildcardHandling
        }
    }
}
finally {
    Pop-Location
}
