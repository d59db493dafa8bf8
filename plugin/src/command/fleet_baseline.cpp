#include "command/fleet_baseline.hpp"

#include "base/file.hpp"
#include "facts/json_parser.hpp"
#include "fleet/line_stream.hpp"
#include "gate/name.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>

namespace acsgate {

namespace {

class BaselineReader {
public:
  BaselineReader(const std::string &path, const Gate &gate, Baseline &baseline)
      : m_path(path), m_gate(gate), m_baseline(baseline) {}

  Result<void> read(std::istream &in) {
    const bool whole = LineStream().read(
        in, k_max_facts_bytes, [&](std::string_view line, std::size_t number) { return take(line, number); },
        [&](std::size_t number) { return refuse(number, "the line is longer than a result or a host can be"); });
    if (!whole) {
      (void)refuse(0, "can't be read to its end");
    }
    if (m_error) {
      return tl::unexpected(std::move(*m_error));
    }
    m_baseline.close();
    return {};
  }

private:
  bool refuse(std::size_t number, std::string what) {
    m_error = Error{ErrorKind::input, m_path + (number > 0 ? ':' + std::to_string(number) : ""), std::move(what),
                    "--baseline takes what acsgate fleet printed as ndjson, or facts"};
    return false;
  }

  bool take(std::string_view line, std::size_t number) {
    if (line.starts_with("\xEF\xBB\xBF")) {
      line.remove_prefix(3);
    }
    const auto top = m_parser.parse(line, {m_path, number});
    if (!top) {
      m_error = top.error();
      return false;
    }
    std::string_view host;
    std::string_view word;
    const simdjson::dom::element document = *top;
    if (document["decision"].get(word) != simdjson::SUCCESS || document["host"].get(host) != simdjson::SUCCESS) {
      return take_facts(line, number);
    }
    const auto *const decision = std::ranges::find(k_decisions, word, [](Decision item) { return name_of(item); });
    if (decision == k_decisions.end()) {
      return refuse(number, "\"" + printable(word, 40) + "\" is no decision");
    }
    m_baseline.remember(host, *decision);
    return true;
  }

  bool take_facts(std::string_view line, std::size_t number) {
    const auto facts = m_decoder.decode(line, m_path, number);
    if (!facts) {
      m_error = facts.error();
      return false;
    }
    const Timestamp at = (*facts)->collected_at.value_or(m_gate.now(std::nullopt));
    m_baseline.remember(shown_name((*facts)->host),
                        evaluate(m_gate.policy(), m_gate.product(), **facts, {}, m_gate.exceptions(), at).decision);
    return true;
  }

  const std::string &m_path;
  const Gate &m_gate;
  Baseline &m_baseline;
  JsonParser m_parser{k_max_facts_bytes};
  FactsDecoder m_decoder;
  std::optional<Error> m_error;
};

} // namespace

Result<void> read_baseline(const std::string &path, const Gate &gate, Baseline &baseline) {
  std::error_code error;
  std::ifstream in(path_of(path), std::ios::binary);
  if (!in || std::filesystem::is_directory(path_of(path), error)) {
    return tl::unexpected(Error{ErrorKind::input, path, "can't be opened", "check the path and the permissions"});
  }
  return BaselineReader(path, gate, baseline).read(in);
}

} // namespace acsgate
