#include "fleet/line_stream.hpp"

#include <cstring>

namespace acsgate {

namespace {

constexpr std::size_t k_chunk_bytes = 256U << 10U;

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t\r") == std::string_view::npos; }

} // namespace

bool LineStream::read(std::istream &in, std::size_t max_bytes, const OnLine &on_line, const OnLong &on_long) {
  std::size_t line_number = 0;
  std::size_t held = 0;  // bytes at the start of the buffer that belong to an unfinished line
  bool too_long = false; // the unfinished line has been refused already: its rest is passed over
  bool going = true;
  m_buffer.resize(k_chunk_bytes);

  const auto take_line = [&](std::string_view line) {
    ++line_number;
    if (too_long || is_blank(line)) {
      too_long = false;
      return;
    }
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    going = on_line(line, line_number);
  };

  for (bool more = true; more && going;) {
    if (held == m_buffer.size()) {
      m_buffer.resize(m_buffer.size() * 2); // stays below twice max_bytes: longer lines are dropped below
    }
    in.read(m_buffer.data() + held, static_cast<std::streamsize>(m_buffer.size() - held));
    const std::string_view filled(m_buffer.data(), held + static_cast<std::size_t>(in.gcount()));
    more = static_cast<bool>(in);
    std::size_t start = 0;
    for (std::size_t end = filled.find('\n', held); end != std::string_view::npos && going; end = filled.find('\n', start)) {
      take_line(filled.substr(start, end - start));
      start = end + 1;
    }
    std::string_view rest = filled.substr(start);
    if (!more && !rest.empty() && going) {
      take_line(rest);
      rest = {};
    }
    if (rest.size() > max_bytes && !too_long && going) {
      too_long = true;
      going = on_long(line_number + 1);
    }
    held = too_long ? 0 : rest.size();
    if (held > 0) {
      std::memmove(m_buffer.data(), rest.data(), held);
    }
  }
  return !in.bad();
}

} // namespace acsgate
