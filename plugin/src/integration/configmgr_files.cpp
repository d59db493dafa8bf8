#include "base/text.hpp"
#include "install/own_result.hpp"
#include "integration/emission.hpp"
#include "integration/templates.hpp"
#include "report/wave_lists.hpp"

#include <algorithm>

namespace acsgate {

namespace {

/// ConfigMgr retries these every two hours, ten times: they pass by themselves.
constexpr OwnResult k_retried[] = {
    OwnResult::halted, OwnResult::held,         OwnResult::restart_pending, OwnResult::other_installation,
    OwnResult::busy,   OwnResult::still_running};
constexpr std::string_view k_decisions[] = {"acs", "legacy", "hold", "unknown"};
/// ConfigMgr has room for 255 characters, and the names of objects have these and some words in them.
constexpr std::size_t k_longest_name = 120;
constexpr std::size_t k_longest_wave = 110;

std::string_view processor_of(std::string_view arch) { return arch == "x64" ? "AMD64" : arch == "x86" ? "x86" : "ARM64"; }

std::string joined(const std::vector<std::string> &words, std::string_view separator) {
  std::string text;
  for (const std::string &word : words) {
    text.append(text.empty() ? "" : separator).append(word);
  }
  return text;
}

Result<std::vector<Row>> type_rows(const Emission &emission) {
  const auto types = deployment_types(emission);
  if (!types) {
    return tl::unexpected(types.error());
  }
  std::vector<Row> rows;
  rows.reserve(types->size());
  for (const DeploymentType &type : *types) {
    auto command = install_command(emission, type, "%ProgramFiles%");
    if (!command) {
      return tl::unexpected(std::move(command.error()));
    }
    const std::string folder = std::string(type.acs ? "acs" : "legacy") + '-' + type.arch;
    rows.push_back({{"type", std::string(type.acs ? "ACS " : "legacy ") + type.arch + ' ' + type.build},
                    {"build", type.build},
                    {"arch", type.arch},
                    {"processor", std::string(processor_of(type.arch))},
                    {"accepts", joined(accepted_tokens(emission, type.acs), " ")},
                    {"folder", folder},
                    {"content", "content\\" + folder},
                    {"content_file", "content\\" + folder + '\\' + type.file.name},
                    {"file", type.file.name},
                    {"sha256", type.file.sha256},
                    {"detection", "detection-" + type.build},
                    {"command", std::move(*command)}});
  }
  return rows;
}

std::vector<Row> wave_rows(const Rollout &rollout) {
  std::vector<Row> rows;
  rows.reserve(rollout.waves.size());
  for (std::size_t wave = 0; wave < rollout.waves.size(); ++wave) {
    const std::string number = std::to_string(wave + 1);
    rows.push_back({{"wave", (number.size() < 2 ? "0" : "") + number + ' ' + rollout.waves[wave].name},
                    {"wave_file", wave_file_word(wave, rollout.waves[wave].name) + ".txt"}});
  }
  return rows;
}

std::vector<Row> return_code_rows() {
  std::vector<Row> rows;
  rows.reserve(own_results().size());
  for (const OwnResultRow &row : own_results()) {
    if (row.result == OwnResult::no_result || row.result == OwnResult::interrupted) {
      continue; // of `run --result` only
    }
    const bool retried = std::ranges::find(k_retried, row.result) != std::end(k_retried);
    rows.push_back({{"number", std::to_string(row.number)},
                    {"class", retried ? "FastRetry" : "Failure"},
                    {"code", std::string(row.code)},
                    {"text", row.text.en}});
  }
  return rows;
}

/// A query on one line: the template's text without its line end.
Result<std::string> query_of(std::string_view text, const TemplateValues &values) {
  auto query = fill_template(text, "query", values);
  if (query) {
    query->pop_back();
  }
  return query;
}

Result<void> add_queries(TemplateValues &values) {
  auto present = query_of(template_configmgr_gate_present_wql(), values);
  if (!present) {
    return tl::unexpected(std::move(present.error()));
  }
  values.values["query_present"] = std::move(*present);
  std::vector<Row> rows;
  rows.reserve(std::size(k_decisions));
  for (const std::string_view decision : k_decisions) {
    TemplateValues one = values;
    one.values["decision"] = decision;
    auto query = query_of(template_configmgr_decision_wql(), one);
    if (!query) {
      return tl::unexpected(std::move(query.error()));
    }
    rows.push_back({{"decision", std::string(decision)}, {"query", std::move(*query)}});
  }
  values.lists["decisions"] = std::move(rows);
  return {};
}

Result<void> refuse_long_name(const std::string &what, const std::string &name, std::size_t longest) {
  if (name.size() <= longest) {
    return {};
  }
  return tl::unexpected(Error{ErrorKind::policy, "name",
                              what + " has more than " + std::to_string(longest) + " bytes, and ConfigMgr has no room for it",
                              "choose a shorter name"});
}

/// Collects files until the first error.
class Folder {
public:
  explicit Folder(const TemplateValues &values) : m_values(values) {}

  Folder &add(std::string path, std::string_view text) { return add(std::move(path), text, m_values); }

  Folder &add(std::string path, std::string_view text, const TemplateValues &values) {
    if (!m_error) {
      auto file = emitted(std::move(path), text, values);
      file ? m_files.push_back(std::move(*file)) : void(m_error = std::move(file.error()));
    }
    return *this;
  }

  /// A script that runs on hosts, behind what calls the gate, in both languages.
  Folder &add_scripts(const std::string &name, std::string_view vbs, std::string_view ps1, const TemplateValues &values) {
    return add("scripts/" + name + ".vbs", std::string(template_scripts_call_gate_vbs()) + '\n' + std::string(vbs), values)
        .add("scripts/" + name + ".ps1", std::string(template_scripts_call_gate_ps1()) + '\n' + std::string(ps1), values);
  }

  Result<EmittedFiles> files(std::string canonical_policy) {
    if (m_error) {
      return tl::unexpected(std::move(*m_error));
    }
    // Without a line end, so that the file's own SHA-256 is the digest.
    m_files.push_back({"gate/policy.json", std::move(canonical_policy)});
    return std::move(m_files);
  }

private:
  const TemplateValues &m_values;
  EmittedFiles m_files;
  std::optional<Error> m_error;
};

void add_host_scripts(Folder &folder, const TemplateValues &values) {
  folder.add_scripts("requirement", template_scripts_requirement_vbs(), template_scripts_requirement_ps1(), values)
      .add_scripts("gate-detection", template_scripts_gate_detection_vbs(), template_scripts_gate_detection_ps1(), values)
      .add_scripts("discovery", template_scripts_discovery_vbs(), template_scripts_discovery_ps1(), values)
      .add("scripts/run-script.ps1",
           std::string(template_scripts_call_gate_ps1()) + '\n' + std::string(template_scripts_run_script_ps1()));
  std::vector<std::string> builds;
  for (const Row &type : values.lists.find("types")->second) {
    const std::string &build = type.find("build")->second;
    if (std::ranges::find(builds, build) != builds.end()) {
      continue;
    }
    builds.push_back(build);
    TemplateValues one = values;
    one.values["build"] = build;
    folder.add_scripts("detection-" + build, template_scripts_detection_vbs(), template_scripts_detection_ps1(), one);
  }
  for (const Row &root : values.lists.find("roots")->second) {
    TemplateValues one = values;
    one.values.insert(root.begin(), root.end());
    folder.add("scripts/root-remediation.ps1", template_scripts_root_remediation_ps1(), one);
  }
}

} // namespace

Result<EmittedFiles> configmgr_files(const Emission &emission) {
  if (auto room = refuse_long_name("the rollout's name", emission.rollout.name, k_longest_name); !room) {
    return tl::unexpected(std::move(room.error()));
  }
  for (const Wave &wave : emission.rollout.waves) {
    if (auto room = refuse_long_name("the name of a wave", wave.name, k_longest_wave); !room) {
      return tl::unexpected(std::move(room.error()));
    }
  }
  TemplateValues values = common_values(emission);
  auto types = type_rows(emission);
  auto roots = root_rows(emission);
  if (!types || !roots) {
    return tl::unexpected(types ? roots.error() : types.error());
  }
  values.lists["types"] = std::move(*types);
  values.lists["roots"] = std::move(*roots);
  values.lists["waves"] = wave_rows(emission.rollout);
  values.lists["return_codes"] = return_code_rows();
  if (auto added = add_queries(values); !added) {
    return tl::unexpected(std::move(added.error()));
  }
  Folder folder(values);
  folder.add("README.md", template_configmgr_readme_md())
      .add("README.ja.md", template_configmgr_readme_ja_md())
      .add("New-AcsgateObjects.ps1", template_configmgr_new_acsgateobjects_ps1())
      .add("Remove-AcsgateObjects.ps1", template_configmgr_remove_acsgateobjects_ps1())
      .add("Set-AcsgateWaveMembers.ps1", template_configmgr_set_acsgatewavemembers_ps1())
      .add("inventory/configuration.mof", template_configmgr_configuration_mof())
      .add("inventory/client-settings.mof", template_configmgr_client_settings_mof())
      .add("inventory/gate-present.wql", template_configmgr_gate_present_wql())
      .add("gate/install.cmd", template_gate_install_cmd())
      .add("gate/uninstall.cmd", template_gate_uninstall_cmd());
  for (const Row &row : values.lists["decisions"]) {
    TemplateValues one = values;
    one.values["decision"] = row.find("decision")->second;
    folder.add("inventory/decision-" + one.values["decision"] + ".wql", template_configmgr_decision_wql(), one);
  }
  add_host_scripts(folder, values);
  return folder.files(emission.policy.canonical);
}

} // namespace acsgate
