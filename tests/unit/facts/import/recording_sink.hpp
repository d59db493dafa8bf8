#pragma once

#include "facts/facts_writer.hpp"
#include "facts/import/importer.hpp"

#include <string>
#include <vector>

namespace acsgate {

/// Keeps what an importer finds.
class RecordingSink final : public ImportSink {
public:
  void host(OwnedFacts host) override { hosts.push_back(std::move(host)); }
  void bad_host(Error error) override { bad.push_back(to_string(error)); }
  void warning(std::string message) override { warnings.push_back(std::move(message)); }

  std::vector<OwnedFacts> hosts;
  std::vector<std::string> bad;
  std::vector<std::string> warnings;
};

} // namespace acsgate
