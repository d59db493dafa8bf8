#include "base/text.hpp"
#include "facts/capture_text.hpp"
#include "facts/import/dism_states.hpp"
#include "facts/import/importer.hpp"
#include "facts/package_list.hpp"

#include <algorithm>
#include <set>

namespace acsgate {

namespace {

constexpr FactText k_dism = "dism";
constexpr std::string_view k_client_language = "Microsoft-Windows-Client-LanguagePack-Package";
constexpr std::string_view k_server_language = "Microsoft-Windows-Server-LanguagePack-Package";

/// From this build on Windows is serviced by rollups alone and its image version follows them.
constexpr std::uint32_t k_windows_10 = 10240;

class Import {
public:
  Import(const DismReport &report, ImportSink &sink) : m_report(report), m_states(report), m_sink(sink) {}

  Result<OwnedFacts> facts(const std::string &name) {
    if (const DismRow *twice = repeated()) {
      return tl::unexpected(Error{ErrorKind::input, name,
                                  "lists " + printable(twice->identity.name, 120) + " twice with the same version",
                                  "put the output of each host and of each run into a file of its own"});
    }
    add_os();
    add_packages();
    add_reboot();
    return std::move(m_facts);
  }

private:
  [[nodiscard]] const DismRow *repeated() const {
    std::set<std::array<std::string_view, 4>> seen;
    for (const DismRow &row : m_report.rows) {
      const PackageIdentity &identity = row.identity;
      if (!seen.insert({identity.name, identity.arch, identity.language, identity.version}).second) {
        return &row;
      }
    }
    return nullptr;
  }

  [[nodiscard]] bool installed(const DismRow &row) const { return m_states.of(row.state) == DismState::installed; }

  /// Build of the system's own packages: `10.0.17763.1`, `6.1.7601.17514`.
  static std::optional<std::uint32_t> foundation_build(const DismRow &row) {
    std::string_view version = row.identity.version;
    version.remove_prefix(version.find('.') + 1);
    version.remove_prefix(version.find('.') + 1);
    const auto build = parse_rollup_version(version);
    return build ? std::optional(build->build) : std::nullopt;
  }

  /// The image version is the running system's, where the packages agree with it: the version of dism.exe, which stands
  /// above it, may be of another month or another kit. Before Windows 10 updates need not move it. Since Windows 10 build and
  /// revision are the rollup's, except that enabled versions (18363 on 18362, 19045 on 19041) count their own build.
  void add_os() {
    OsFacts &os = m_facts.facts.os;
    os.status = GroupStatus::ok;
    os.source = k_dism;
    os.family = OsFamily::windows;
    const std::uint32_t build = m_report.image_version[2];
    std::optional<BuildRevision> rollup;
    bool agrees = build >= k_windows_10;
    bool contradicts = false;
    std::set<std::string_view> archs;
    bool client = false;
    bool server = false;
    for (const DismRow &row : m_report.rows) {
      std::optional<std::uint32_t> package_build;
      if (row.identity.name == k_rollup_package && installed(row)) {
        const auto version = parse_rollup_version(row.identity.version);
        if (version && (!rollup || std::pair(version->build, version->ubr) > std::pair(rollup->build, rollup->ubr))) {
          rollup = version;
        }
        package_build = version ? std::optional(version->build) : std::nullopt;
      } else if (row.identity.name == k_foundation_package && installed(row)) {
        package_build = foundation_build(row);
      }
      if (package_build) {
        agrees = agrees || *package_build == build;
        contradicts = contradicts || *package_build > build;
        archs.insert(os_arch(row.identity.arch));
      }
      client = client || (row.identity.name == k_client_language && installed(row));
      server = server || (row.identity.name == k_server_language && installed(row));
    }
    if (agrees && !contradicts) {
      os.build = build;
      // While an update could be pending, a revision alone would make a failure of what may only wait for a restart.
      if (rollup && rollup->ubr == m_report.image_version[3] && unexplained() == nullptr) {
        os.ubr = rollup->ubr;
      }
    } else {
      m_sink.warning("the image version names build " + std::to_string(build) +
                     ", the packages are not of it: the build is left unknown");
    }
    if (archs.size() == 1) {
      os.arch = *archs.begin();
    }
    if (client != server) {
      os.type = client ? OsType::client : OsType::server;
    }
  }

  /// An update in a state that nothing explains could be pending. That matters where it would come into force over what is
  /// installed, so then the list stays unknown; a rollup that an installed one has overtaken matters no more.
  [[nodiscard]] const DismRow *unexplained() const {
    const auto found = std::ranges::find_if(m_report.rows, [this](const DismRow &row) {
      const bool update = row.identity.name == k_rollup_package || row.identity.name.starts_with(k_kb_package);
      return update && m_states.of(row.state) == DismState::unknown && !m_states.overtaken(row.identity);
    });
    return found == m_report.rows.end() ? nullptr : &*found;
  }

  void add_packages() {
    if (const DismRow *row = unexplained()) {
      m_sink.warning("the state \"" + printable(row->state, 40) + "\" of " + printable(row->identity.name, 120) +
                     " is not one that is known in this language: the packages are left unknown; capture with dism /english");
      return;
    }
    PackageList packages;
    for (const DismRow &row : m_report.rows) {
      const DismState state = m_states.of(row.state);
      packages.add(row.identity, state == DismState::installed         ? PackageState::installed
                                 : state == DismState::install_pending ? PackageState::install_pending
                                                                       : PackageState::other);
    }
    packages.put_into(m_facts);
    m_facts.facts.updates.status = GroupStatus::ok;
    m_facts.facts.updates.source = k_dism;
  }

  /// A package that waits for a restart shows that one is pending. That none waits shows nothing: other things wait too.
  void add_reboot() {
    const bool pending = std::ranges::any_of(m_report.rows, [this](const DismRow &row) {
      const DismState state = m_states.of(row.state);
      return state == DismState::install_pending || state == DismState::uninstall_pending;
    });
    if (pending) {
      RebootFacts &reboot = m_facts.facts.reboot;
      reboot.status = GroupStatus::ok;
      reboot.source = k_dism;
      reboot.pending.emplace({FactText("cbs")});
    }
  }

  const DismReport &m_report;
  DismStates m_states;
  ImportSink &m_sink;
  OwnedFacts m_facts;
};

} // namespace

Result<void> import_dism(const Capture &capture, const ImportOptions &options, ImportSink &sink) {
  const auto text = capture_text(capture.bytes, capture.name, options.code_page);
  if (!text) {
    return tl::unexpected(text.error());
  }
  const auto report = read_dism_report(text->text, capture.name);
  if (!report) {
    return tl::unexpected(report.error());
  }
  auto facts = Import(*report, sink).facts(capture.name);
  if (!facts) {
    return tl::unexpected(facts.error());
  }
  sink.host(std::move(*facts));
  return {};
}

} // namespace acsgate
