#include "integration/emission.hpp"
#include "integration/templates.hpp"

#include <algorithm>
#include <utility>

namespace acsgate {

namespace {

constexpr std::pair<std::string_view, std::string_view> k_codes[] = {{"acs", "100"}, {"legacy", "101"}, {"unknown", "103"}};

std::string_view code_of(std::string_view token) {
  const auto *found = std::ranges::find(k_codes, token, [](const auto &row) { return row.first; });
  return found->second;
}

/// What calls the gate, then the script itself.
std::string behind_call(std::string_view text) {
  return std::string(template_scripts_call_gate_ps1()) + '\n' + std::string(text);
}

Result<void> add(EmittedFiles &files, std::string path, const std::string &text, const TemplateValues &values) {
  auto file = emitted(std::move(path), text, values);
  if (!file) {
    return tl::unexpected(std::move(file.error()));
  }
  files.push_back(std::move(*file));
  return {};
}

std::vector<Row> code_rows(const Emission &emission, bool acs) {
  const std::vector<std::string> tokens = accepted_tokens(emission, acs);
  std::vector<Row> rows;
  rows.reserve(tokens.size());
  for (const std::string &token : tokens) {
    rows.push_back({{"code", std::string(code_of(token))}});
  }
  return rows;
}

/// The requirement and the detection of one Win32 app; answers its row for the document.
Result<Row> add_app(EmittedFiles &files, const Emission &emission, const DeploymentType &type, const TemplateValues &values) {
  // Intune's agent is a 32-bit program, for which %ProgramFiles% is the folder of 32-bit programs.
  auto command = install_command(emission, type, type.arch == "x86" ? "%ProgramFiles%" : "%ProgramW6432%");
  if (!command) {
    return tl::unexpected(std::move(command.error()));
  }
  const std::string kind = type.acs ? "acs" : "legacy";
  const std::string folder = kind + '-' + type.arch;
  TemplateValues one = values;
  one.values["build"] = type.build;
  one.lists["accepted"] = code_rows(emission, type.acs);
  for (const auto &[name, text] : {std::pair(folder + "/requirement.ps1", template_intune_requirement_ps1()),
                                   std::pair(folder + "/detection.ps1", template_scripts_detection_ps1())}) {
    if (auto added = add(files, name, behind_call(text), one); !added) {
      return tl::unexpected(std::move(added.error()));
    }
  }
  return Row{{"folder", folder},
             {"build", type.build},
             {"arch", type.arch},
             {"file", type.file.name},
             {"command", std::move(*command)},
             {"sha256", type.file.sha256}};
}

} // namespace

Result<EmittedFiles> intune_files(const Emission &emission) {
  TemplateValues values = common_values(emission);
  EmittedFiles files;
  const auto types = deployment_types(emission);
  auto roots = root_rows(emission);
  if (!types || !roots) {
    return tl::unexpected(types ? roots.error() : types.error());
  }
  std::vector<Row> apps;
  apps.reserve(types->size());
  for (const DeploymentType &type : *types) {
    auto app = add_app(files, emission, type, values);
    if (!app) {
      return tl::unexpected(std::move(app.error()));
    }
    apps.push_back(std::move(*app));
  }
  values.lists["types"] = std::move(apps);
  values.lists["roots"] = *roots;
  std::vector<std::pair<std::string, std::string>> rest = {
      {"README.md", std::string(template_intune_readme_md())},
      {"README.ja.md", std::string(template_intune_readme_ja_md())},
      {"gate/install.cmd", std::string(template_gate_install_cmd())},
      {"gate/uninstall.cmd", std::string(template_gate_uninstall_cmd())},
      {"gate/detection.ps1", behind_call(template_scripts_gate_detection_ps1())},
      {"remediation/detection.ps1", behind_call(template_intune_remediation_detection_ps1())}};
  if (!roots->empty()) {
    values.values.insert(roots->front().begin(), roots->front().end());
    rest.emplace_back("remediation/remediation.ps1", template_scripts_root_remediation_ps1());
  }
  for (auto &[path, text] : rest) {
    if (auto added = add(files, path, text, values); !added) {
      return tl::unexpected(std::move(added.error()));
    }
  }
  files.push_back({"gate/policy.json", emission.policy.canonical});
  return files;
}

} // namespace acsgate
