#pragma once

#include "facts/facts_writer.hpp"
#include "facts/import/importer.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace acsgate::test {

/// What an importer said about a capture.
struct Imported final : ImportSink {
  void host(OwnedFacts host) override { hosts.push_back(std::move(host)); }
  void bad_host(Error fault) override { bad.push_back(to_string(fault)); }
  void warning(std::string message) override { warnings.push_back(std::move(message)); }

  [[nodiscard]] const Facts &only() const { return hosts.at(0).facts; }

  std::vector<OwnedFacts> hosts;
  std::vector<std::string> bad;
  std::vector<std::string> warnings;
  std::string error; ///< of the whole capture
};

inline Imported import_text(std::string_view format, std::string_view bytes, const ImportOptions &options = {}) {
  Imported imported;
  const auto importer = std::ranges::find(importers(), format, &Importer::format);
  if (const auto result = importer->import({bytes, "x.txt"}, options, imported); !result) {
    imported.error = to_string(result.error());
  }
  return imported;
}

} // namespace acsgate::test
