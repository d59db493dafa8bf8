#pragma once

#include <cstddef>
#include <functional>
#include <istream>
#include <string_view>
#include <vector>

namespace acsgate {

/// Reads lines in constant memory. Lines end with LF or CRLF, the last one may lack its end; blank lines are passed over.
class LineStream {
public:
  /// Takes a line without its end, and its number from 1. False: reading ends.
  using OnLine = std::function<bool(std::string_view line, std::size_t number)>;
  /// Takes the number of a line that is longer than `max_bytes`; its rest is passed over. False: reading ends.
  using OnLong = std::function<bool(std::size_t number)>;

  /// False if the stream could not be read to its end.
  [[nodiscard]] bool read(std::istream &in, std::size_t max_bytes, const OnLine &on_line, const OnLong &on_long);

private:
  std::vector<char> m_buffer;
};

} // namespace acsgate
