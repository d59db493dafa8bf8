#include "base/text.hpp"
#include "facts/capture_text.hpp"
#include "facts/import/ansible_facts.hpp"
#include "facts/import/ansible_results.hpp"
#include "facts/import/importer.hpp"
#include "facts/json_parser.hpp"

namespace acsgate {

namespace {

constexpr std::size_t k_max_result = 8U << 20U; ///< a host has some ten kilobytes, more with facts of its own
constexpr std::size_t k_max_bad = 10000;        ///< then it is another tool's output

class AnsibleImport {
public:
  AnsibleImport(const std::string &name, ImportSink &sink) : m_name(name), m_sink(sink) {}

  Result<void> run(std::string_view text) {
    AnsibleResults results(text);
    while (const auto result = results.next()) {
      take(*result);
      if (m_bad > k_max_bad) {
        return tl::unexpected(Error{ErrorKind::input, m_name, "more than " + std::to_string(k_max_bad) + " results can't be used",
                                    "check that Ansible wrote this file"});
      }
    }
    if (m_hosts + m_bad == 0) {
      return tl::unexpected(Error{ErrorKind::input, m_name, "holds nothing", "write it with ansible -m setup --tree FOLDER"});
    }
    warn();
    return {};
  }

private:
  void take(const AnsibleResult &result) {
    const std::string host = result.host.empty() ? std::string() : "result of host \"" + printable(result.host, 80) + "\" ";
    switch (result.kind) {
    case AnsibleResult::Kind::json:
      read(result.text, {m_name, result.line, result.column}, result.host);
      break;
    case AnsibleResult::Kind::unfinished:
      refuse(at(result.line), (host.empty() ? "JSON that starts here " : host) + "is cut off", "capture it again");
      break;
    case AnsibleResult::Kind::no_json:
      refuse(at(result.line), host + "holds no facts (" + std::string(result.status) + ")",
             "see why Ansible could not read the host");
      break;
    case AnsibleResult::Kind::foreign:
      refuse(at(result.line), "is no result of Ansible: " + printable(result.text, 60),
             result.text.starts_with('[') ? "write a JSON array as one object a line (jq -c '.[]')"
                                          : "write the file with ansible -m setup --tree FOLDER");
      break;
    }
  }

  // A payload has none of its own that is read: its place has another name.
  void read(std::string_view json, const JsonPlace &place, std::string_view inventory_name) { // NOLINT(misc-no-recursion)
    const auto document = m_parser.parse(json, place);
    AnsibleOutcome outcome;
    m_reader.reset();
    if (!document) {
      refuse(document.error());
    } else if (!read_ansible_outcome(m_reader, *document, outcome)) {
      refuse(JsonParser::error_of(m_reader.fault(), json, place));
    } else if (!outcome.payload.empty() && place.name == m_name) { // once is what Ansible writes
      const std::string inner(outcome.payload);
      const std::string inner_name = at(place.line) + " (__payload__)";
      read(inner, {inner_name, 1, 1}, inventory_name);
    } else if (outcome.failed.value_or(false) || outcome.unreachable.value_or(false)) {
      const std::string host = inventory_name.empty() ? "the host" : "host \"" + printable(inventory_name, 80) + '"';
      refuse(at(place), host + " could not be read: " + printable(outcome.message, 200), "see why, and gather its facts again");
    } else if (!outcome.holds_facts) {
      refuse(at(place), "holds no facts of Ansible's setup module", "write it with ansible -m setup --tree FOLDER");
    } else {
      AnsibleHost host = host_of(outcome.facts, inventory_name);
      m_undated += host.undated ? 1 : 0;
      m_pending += host.restart_pending ? 1 : 0;
      ++m_hosts;
      m_sink.host(std::move(host.host));
    }
  }

  void warn() {
    if (m_undated > 0) {
      m_sink.warning("the date of " + std::to_string(m_undated) +
                     " host(s) can't be read, so the time of import counts; give it with --collected-at");
    }
    if (m_pending > 0) {
      m_sink.warning(std::to_string(m_pending) + " host(s) wait for a restart (ansible_reboot_pending); for which reason is not "
                                                 "told, so whether one is pending stays unknown");
    }
  }

  [[nodiscard]] std::string at(std::size_t line) const { return m_name + ':' + std::to_string(line); }
  [[nodiscard]] static std::string at(const JsonPlace &place) {
    return std::string(place.name) + ':' + std::to_string(place.line) + ':' + std::to_string(place.column);
  }

  void refuse(std::string where, std::string what, std::string fix) {
    refuse({ErrorKind::input, std::move(where), std::move(what), std::move(fix)});
  }
  void refuse(Error error) {
    ++m_bad;
    m_sink.bad_host(std::move(error));
  }

  const std::string &m_name;
  ImportSink &m_sink;
  JsonParser m_parser{k_max_result};
  JsonReader m_reader;
  std::size_t m_hosts = 0;
  std::size_t m_bad = 0;
  std::size_t m_undated = 0;
  std::size_t m_pending = 0;
};

} // namespace

Result<void> import_ansible(const Capture &capture, const ImportOptions &options, ImportSink &sink) {
  const auto refuse = [&](std::string what, std::string fix) {
    return tl::unexpected(Error{ErrorKind::input, capture.name, std::move(what), std::move(fix)});
  };
  const auto text = capture_text(capture.bytes, capture.name, options.code_page);
  if (!text) {
    return tl::unexpected(text.error());
  }
  if (text->guessed) {
    return refuse("is neither UTF-8 nor UTF-16", "name its encoding with --encoding");
  }
  if (text->text.find('\x1B') != std::string::npos) {
    return refuse("holds colours for a terminal", "run ansible with ANSIBLE_NOCOLOR=1");
  }
  return AnsibleImport(capture.name, sink).run(text->text);
}

} // namespace acsgate
