#pragma once

#include "base/result.hpp"
#include "facts/facts_json.hpp"
#include "fleet/line_stream.hpp"

#include <cstdint>
#include <functional>
#include <istream>
#include <string>

namespace acsgate {

/// What was read from one stream of hosts.
struct StreamCount {
  std::uint64_t hosts = 0;
  std::uint64_t bad_lines = 0;
};

/// Reads NDJSON, one facts document a line, in constant memory. Lines end with LF or CRLF, the last one may lack its end, blank
/// lines are passed over. A line that is no facts document, or is longer than k_max_facts_bytes, goes to `on_error` with its
/// position, and reading goes on if that answers true.
class HostStream {
public:
  using OnHost = std::function<void(const Facts &)>;
  using OnError = std::function<bool(const Error &)>;

  /// `name` stands in error positions.
  [[nodiscard]] StreamCount read(std::istream &in, const std::string &name, const OnHost &on_host, const OnError &on_error);

private:
  FactsDecoder m_decoder;
  LineStream m_lines;
};

} // namespace acsgate
