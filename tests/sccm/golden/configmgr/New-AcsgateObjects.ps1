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

$digest = 'sha256:aebafaaa7af77ee01816e3b8edf2e0c9918ca8291b81702b9ad48a08dd49474a'
$base = 'acsgate dsa-20-0-6690'
$name = $base + ' (' + $Language + ')'
$scripts = Join-Path -Path $PSScriptRoot -ChildPath 'scripts'
$extension = '.vbs'
if ($Language -eq 'PowerShell') {
    $extension = '.ps1'
}

# What the gate itself has to say where it starts no installer, or does not wait for its end.
function Add-AcsgateReturnCode($DeploymentType) {
    Add-CMDeploymentTypeReturnCode -InputObject $DeploymentType -ReturnCode 17010 -CodeType FastRetry -Name 'GATE.HALTED' -Description 'the gate is halted: nothing is installed'
    Add-CMDeploymentTypeReturnCode -InputObject $DeploymentType -ReturnCode 17011 -CodeType FastRetry -Name 'INSTALL.HELD' -Description 'nothing may be installed on this host now'
    Add-CMDeploymentTypeReturnCode -InputObject $DeploymentType -ReturnCode 17012 -CodeType FastRetry -Name 'INSTALL.RESTART_PENDING' -Description 'this host has to be restarted first'
    Add-CMDeploymentTypeReturnCode -InputObject $DeploymentType -ReturnCode 17013 -CodeType Failure -Name 'INSTALL.NO_FILE' -Description 'no file is given that this host may take'
    Add-CMDeploymentTypeReturnCode -InputObject $DeploymentType -ReturnCode 17014 -CodeType Failure -Name 'INSTALL.UNKNOWN' -Description 'it can''t be told whether this host may take the file'
    Add-CMDeploymentTypeReturnCode -InputObject $DeploymentType -ReturnCode 17015 -CodeType Failure -Name 'INSTALL.WRONG_ARCHITECTURE' -Description 'every file given is for another processor architecture'
    Add-CMDeploymentTypeReturnCode -InputObject $DeploymentType -ReturnCode 17016 -CodeType Failure -Name 'AGENT.SELF_PROTECTED' -Description 'the Agent''s self-protection is on: switch it off for the installation'
    Add-CMDeploymentTypeReturnCode -InputObject $DeploymentType -ReturnCode 17017 -CodeType FastRetry -Name 'INSTALL.OTHER_INSTALLATION' -Description 'Windows Installer is busy with another installation'
    Add-CMDeploymentTypeReturnCode -InputObject $DeploymentType -ReturnCode 17018 -CodeType Failure -Name 'INSTALL.NO_SPACE' -Description 'there is too little free space on the disk'
    Add-CMDeploymentTypeReturnCode -InputObject $DeploymentType -ReturnCode 17019 -CodeType Failure -Name 'INSTALL.ARTIFACT_MISSING' -Description 'the chosen file is not there'
    Add-CMDeploymentTypeReturnCode -InputObject $DeploymentType -ReturnCode 17020 -CodeType Failure -Name 'INSTALL.ARTIFACT_CHANGED' -Description 'the chosen file is not the one that is expected'
    Add-CMDeploymentTypeReturnCode -InputObject $DeploymentType -ReturnCode 17021 -CodeType Failure -Name 'INSTALL.NOT_STARTED' -Description 'the command can''t be started'
    Add-CMDeploymentTypeReturnCode -InputObject $DeploymentType -ReturnCode 17022 -CodeType FastRetry -Name 'INSTALL.BUSY' -Description 'another acsgate run is at work on this host'
    Add-CMDeploymentTypeReturnCode -InputObject $DeploymentType -ReturnCode 17023 -CodeType FastRetry -Name 'INSTALL.STILL_RUNNING' -Description 'the installation still goes on'
    Add-CMDeploymentTypeReturnCode -InputObject $DeploymentType -ReturnCode 17024 -CodeType Failure -Name 'INSTALL.STOPPED' -Description 'the command took too long and was ended'
    Add-CMDeploymentTypeReturnCode -InputObject $DeploymentType -ReturnCode 17025 -CodeType Failure -Name 'INSTALL.POSTCHECK_FAILED' -Description 'the installer succeeded, but what it installed does not run'
    Add-CMDeploymentTypeReturnCode -InputObject $DeploymentType -ReturnCode 17026 -CodeType Failure -Name 'INSTALL.POSTCHECK_UNKNOWN' -Description 'the installer succeeded, but it can''t be told whether what it installed runs'
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
$installer = Join-Path -Path $ContentRoot -ChildPath 'content\acs-x64\Agent-Core-Windows-20.0.0-6690.x86_64.msi'
if ((Get-FileHash -LiteralPath $installer -Algorithm SHA256).Hash -ne '7959a2cb3034498dfc3d8c9319cb0f1dc674ce4e75e6c36d9e487df36b8dac73') {
    throw ($installer + ' is not the installer that was offered')
}
$installer = Join-Path -Path $ContentRoot -ChildPath 'content\legacy-x64\Agent-Core-Windows-20.0.0-4959.x86_64.msi'
if ((Get-FileHash -LiteralPath $installer -Algorithm SHA256).Hash -ne '273e77ba47242c440a63d6e3ce5839d2438666daa742fdfb558c996dc320d111') {
    throw ($installer + ' is not the installer that was offered')
}

Import-Module -Name (Join-Path -Path (Split-Path -Path $env:SMS_ADMIN_UI_PATH -Parent) -ChildPath 'ConfigurationManager.psd1')
Push-Location
try {
    Set-Location -LiteralPath ($SiteCode + ':\')

    # The gate's own application.
    $gateName = $name + ' gate'
    if (-not (Get-CMApplication -Name $gateName -Fast -DisableWildcardHandling)) {
        if ($PSCmdlet.ShouldProcess($gateName, 'Create application')) {
            New-CMApplication -Name $gateName -SoftwareVersion 'acsgate 0.1.0' -Description ('acsgate and its policy, ' + $digest) -DisableWildcardHandling | Out-Null
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
            Add-CMDeviceCollectionQueryMembershipRule -CollectionName $present -RuleName 'gate with this policy' -QueryExpression 'select SMS_R_System.ResourceId, SMS_R_System.ResourceType, SMS_R_System.Name, SMS_R_System.SMSUniqueIdentifier, SMS_R_System.ResourceDomainORWorkgroup, SMS_R_System.Client from SMS_R_System inner join SMS_G_System_ACSGATE_GATE on SMS_G_System_ACSGATE_GATE.ResourceID = SMS_R_System.ResourceId where SMS_G_System_ACSGATE_GATE.PolicyDigest = "sha256:aebafaaa7af77ee01816e3b8edf2e0c9918ca8291b81702b9ad48a08dd49474a"' -DisableWildcardHandling
        }
    }

    # A collection for each decision, for reports: what inventory saw last, and so no guard.
    $collection = $base + ' decision ' + 'acs'
    if (-not (Get-CMCollection -Name $collection -CollectionType Device -DisableWildcardHandling)) {
        if ($PSCmdlet.ShouldProcess($collection, 'Create collection')) {
            New-CMCollection -CollectionType Device -Name $collection -LimitingCollectionName $LimitingCollection -RefreshType Continuous -DisableWildcardHandling | Out-Null
            Add-CMDeviceCollectionQueryMembershipRule -CollectionName $collection -RuleName 'acs' -QueryExpression 'select SMS_R_System.ResourceId, SMS_R_System.ResourceType, SMS_R_System.Name, SMS_R_System.SMSUniqueIdentifier, SMS_R_System.ResourceDomainORWorkgroup, SMS_R_System.Client from SMS_R_System inner join SMS_G_System_ACSGATE_DECISION on SMS_G_System_ACSGATE_DECISION.ResourceID = SMS_R_System.ResourceId where SMS_G_System_ACSGATE_DECISION.PolicyDigest = "sha256:aebafaaa7af77ee01816e3b8edf2e0c9918ca8291b81702b9ad48a08dd49474a" and SMS_G_System_ACSGATE_DECISION.Decision = "acs"' -DisableWildcardHandling
        }
    }
    $collection = $base + ' decision ' + 'legacy'
    if (-not (Get-CMCollection -Name $collection -CollectionType Device -DisableWildcardHandling)) {
        if ($PSCmdlet.ShouldProcess($collection, 'Create collection')) {
            New-CMCollection -CollectionType Device -Name $collection -LimitingCollectionName $LimitingCollection -RefreshType Continuous -DisableWildcardHandling | Out-Null
            Add-CMDeviceCollectionQueryMembershipRule -CollectionName $collection -RuleName 'legacy' -QueryExpression 'select SMS_R_System.ResourceId, SMS_R_System.ResourceType, SMS_R_System.Name, SMS_R_System.SMSUniqueIdentifier, SMS_R_System.ResourceDomainORWorkgroup, SMS_R_System.Client from SMS_R_System inner join SMS_G_System_ACSGATE_DECISION on SMS_G_System_ACSGATE_DECISION.ResourceID = SMS_R_System.ResourceId where SMS_G_System_ACSGATE_DECISION.PolicyDigest = "sha256:aebafaaa7af77ee01816e3b8edf2e0c9918ca8291b81702b9ad48a08dd49474a" and SMS_G_System_ACSGATE_DECISION.Decision = "legacy"' -DisableWildcardHandling
        }
    }
    $collection = $base + ' decision ' + 'hold'
    if (-not (Get-CMCollection -Name $collection -CollectionType Device -DisableWildcardHandling)) {
        if ($PSCmdlet.ShouldProcess($collection, 'Create collection')) {
            New-CMCollection -CollectionType Device -Name $collection -LimitingCollectionName $LimitingCollection -RefreshType Continuous -DisableWildcardHandling | Out-Null
            Add-CMDeviceCollectionQueryMembershipRule -CollectionName $collection -RuleName 'hold' -QueryExpression 'select SMS_R_System.ResourceId, SMS_R_System.ResourceType, SMS_R_System.Name, SMS_R_System.SMSUniqueIdentifier, SMS_R_System.ResourceDomainORWorkgroup, SMS_R_System.Client from SMS_R_System inner join SMS_G_System_ACSGATE_DECISION on SMS_G_System_ACSGATE_DECISION.ResourceID = SMS_R_System.ResourceId where SMS_G_System_ACSGATE_DECISION.PolicyDigest = "sha256:aebafaaa7af77ee01816e3b8edf2e0c9918ca8291b81702b9ad48a08dd49474a" and SMS_G_System_ACSGATE_DECISION.Decision = "hold"' -DisableWildcardHandling
        }
    }
    $collection = $base + ' decision ' + 'unknown'
    if (-not (Get-CMCollection -Name $collection -CollectionType Device -DisableWildcardHandling)) {
        if ($PSCmdlet.ShouldProcess($collection, 'Create collection')) {
            New-CMCollection -CollectionType Device -Name $collection -LimitingCollectionName $LimitingCollection -RefreshType Continuous -DisableWildcardHandling | Out-Null
            Add-CMDeviceCollectionQueryMembershipRule -CollectionName $collection -RuleName 'unknown' -QueryExpression 'select SMS_R_System.ResourceId, SMS_R_System.ResourceType, SMS_R_System.Name, SMS_R_System.SMSUniqueIdentifier, SMS_R_System.ResourceDomainORWorkgroup, SMS_R_System.Client from SMS_R_System inner join SMS_G_System_ACSGATE_DECISION on SMS_G_System_ACSGATE_DECISION.ResourceID = SMS_R_System.ResourceId where SMS_G_System_ACSGATE_DECISION.PolicyDigest = "sha256:aebafaaa7af77ee01816e3b8edf2e0c9918ca8291b81702b9ad48a08dd49474a" and SMS_G_System_ACSGATE_DECISION.Decision = "unknown"' -DisableWildcardHandling
        }
    }

    # A collection for each wave, empty: Set-AcsgateWaveMembers.ps1 fills it.
    $collection = $base + ' wave ' + '01 canary'
    if (-not (Get-CMCollection -Name $collection -CollectionType Device -DisableWildcardHandling)) {
        if ($PSCmdlet.ShouldProcess($collection, 'Create collection')) {
            New-CMCollection -CollectionType Device -Name $collection -LimitingCollectionName $present -RefreshType Manual -DisableWildcardHandling | Out-Null
        }
    }
    $collection = $base + ' wave ' + '02 early'
    if (-not (Get-CMCollection -Name $collection -CollectionType Device -DisableWildcardHandling)) {
        if ($PSCmdlet.ShouldProcess($collection, 'Create collection')) {
            New-CMCollection -CollectionType Device -Name $collection -LimitingCollectionName $present -RefreshType Manual -DisableWildcardHandling | Out-Null
        }
    }
    $collection = $base + ' wave ' + '03 broad'
    if (-not (Get-CMCollection -Name $collection -CollectionType Device -DisableWildcardHandling)) {
        if ($PSCmdlet.ShouldProcess($collection, 'Create collection')) {
            New-CMCollection -CollectionType Device -Name $collection -LimitingCollectionName $present -RefreshType Manual -DisableWildcardHandling | Out-Null
        }
    }

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
    $agentName = $name + ' agent'
    if (-not (Get-CMApplication -Name $agentName -Fast -DisableWildcardHandling)) {
        if ($PSCmdlet.ShouldProcess($agentName, 'Create application with its deployment types')) {
            $decision = Get-CMGlobalCondition -Name $decisionName -DisableWildcardHandling
            $processor = Get-CMGlobalCondition -Name $processorName -DisableWildcardHandling
            New-CMApplication -Name $agentName -Description ('Installed through acsgate, ' + $digest) -DisableWildcardHandling | Out-Null
            $decisionMatch = @{
                InputObject = $decision
                RuleOperator = 'OneOf'
                Value1 = @('acs' -split ' ')
            }
            $processorMatch = @{
                InputObject = $processor
                RuleOperator = 'OneOf'
                Value1 = @('AMD64')
            }
            $rules = @((New-CMRequirementRuleCommonValue @decisionMatch), (New-CMRequirementRuleCommonValue @processorMatch))
            $agentType = @{
                ApplicationName = $agentName
                DeploymentTypeName = 'ACS x64 20.0.0-6690'
                ContentLocation = (Join-Path -Path $ContentRoot -ChildPath 'content\acs-x64')
                InstallCommand = '"%ProgramFiles%\acsgate\gate\acsgate.exe" run --quiet --policy "%ProgramFiles%\acsgate\gate\policy.json" --policy-digest sha256:aebafaaa7af77ee01816e3b8edf2e0c9918ca8291b81702b9ad48a08dd49474a --module agent --acs "Agent-Core-Windows-20.0.0-6690.x86_64.msi" --acs-build 20.0.0-6690 --acs-sha256 7959a2cb3034498dfc3d8c9319cb0f1dc674ce4e75e6c36d9e487df36b8dac73 --timeout 50m -- msiexec.exe /i {artifact} /qn /norestart'
                ScriptLanguage = $Language
                ScriptFile = (Join-Path -Path $scripts -ChildPath ('detection-20.0.0-6690' + $extension))
                AddRequirement = $rules
                InstallationBehaviorType = 'InstallForSystem'
                LogonRequirementType = 'WhetherOrNotUserLoggedOn'
                UserInteractionMode = 'Hidden'
                RebootBehavior = 'BasedOnExitCode'
                MaximumRuntimeMins = 60
                DisableWildcardHandling = $true
            }
            Add-CMScriptDeploymentType @agentType | Out-Null
            $type = Get-CMDeploymentType -ApplicationName $agentName -DeploymentTypeName 'ACS x64 20.0.0-6690' -DisableWildcardHandling
            Add-AcsgateReturnCode -DeploymentType $type
            $decisionMatch = @{
                InputObject = $decision
                RuleOperator = 'OneOf'
                Value1 = @('legacy unknown' -split ' ')
            }
            $processorMatch = @{
                InputObject = $processor
                RuleOperator = 'OneOf'
                Value1 = @('AMD64')
            }
            $rules = @((New-CMRequirementRuleCommonValue @decisionMatch), (New-CMRequirementRuleCommonValue @processorMatch))
            $agentType = @{
                ApplicationName = $agentName
                DeploymentTypeName = 'legacy x64 20.0.0-4959'
                ContentLocation = (Join-Path -Path $ContentRoot -ChildPath 'content\legacy-x64')
                InstallCommand = '"%ProgramFiles%\acsgate\gate\acsgate.exe" run --quiet --policy "%ProgramFiles%\acsgate\gate\policy.json" --policy-digest sha256:aebafaaa7af77ee01816e3b8edf2e0c9918ca8291b81702b9ad48a08dd49474a --module agent --legacy "Agent-Core-Windows-20.0.0-4959.x86_64.msi" --legacy-build 20.0.0-4959 --legacy-sha256 273e77ba47242c440a63d6e3ce5839d2438666daa742fdfb558c996dc320d111 --timeout 50m -- msiexec.exe /i {artifact} /qn /norestart'
                ScriptLanguage = $Language
                ScriptFile = (Join-Path -Path $scripts -ChildPath ('detection-20.0.0-4959' + $extension))
                AddRequirement = $rules
                InstallationBehaviorType = 'InstallForSystem'
                LogonRequirementType = 'WhetherOrNotUserLoggedOn'
                UserInteractionMode = 'Hidden'
                RebootBehavior = 'BasedOnExitCode'
                MaximumRuntimeMins = 60
                DisableWildcardHandling = $true
            }
            Add-CMScriptDeploymentType @agentType | Out-Null
            $type = Get-CMDeploymentType -ApplicationName $agentName -DeploymentTypeName 'legacy x64 20.0.0-4959' -DisableWildcardHandling
            Add-AcsgateReturnCode -DeploymentType $type
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
