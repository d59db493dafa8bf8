#pragma once

#include "facts/facts_json.hpp"
#include "facts/facts_writer.hpp"
#include "facts/import/importer.hpp"
#include "gate/explain.hpp"
#include "policy/loader.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

// What every importer's fuzz target does: import any bytes, write each host, read it back and decide on it.

namespace acsgate {

class FuzzSink final : public ImportSink {
public:
  void host(OwnedFacts host) override {
    const std::string json = to_json(host.facts);
    const auto read = m_decoder.decode(json, "fuzz.json");
    if (!read) {
      // Only the sizes that a document may have can stand in the way.
      if (read.error().what.find(" at most ") == std::string::npos &&
          read.error().what.find("larger than") == std::string::npos) {
        std::abort();
      }
      return;
    }
    if (to_json(**read) != json) {
      std::abort();
    }
    static const Policy k_policy = load_builtin_policy().value().policy;
    const Product &agent = *k_policy.find_product("agent");
    const Timestamp now = *parse_timestamp("2026-11-22T12:00:00Z");
    const Verdict verdict = evaluate(k_policy, agent, **read, {}, {}, now);
    (void)explain(verdict, k_policy, agent, **read, {}, now, Language::en);
  }
  void bad_host(Error error) override {
    if (error.kind != ErrorKind::input || error.what.empty()) {
      std::abort();
    }
  }
  void warning(std::string message) override {
    if (message.empty()) {
      std::abort();
    }
  }

private:
  FactsDecoder m_decoder;
};

inline int fuzz_importer(std::string_view format, const std::uint8_t *data, std::size_t size) {
  const auto importer = std::ranges::find(importers(), format, &Importer::format);
  FuzzSink sink;
  const std::string_view bytes(reinterpret_cast<const char *>(data), size);
  const auto imported = importer->import({bytes, "fuzz"}, {}, sink);
  if (!imported && (imported.error().kind != ErrorKind::input || imported.error().what.empty())) {
    std::abort();
  }
  return 0;
}

} // namespace acsgate
