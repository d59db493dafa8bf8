#include "fleet/host_stream.hpp"

#include <algorithm>
#include <cstring>
#include <string_view>

namespace acsgate {

namespace {

constexpr std::size_t k_chunk_bytes = 1U << 20U;

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t\r") == std::string_view::npos; }

} // namespace

StreamCount HostStream::read(std::istream &in, const std::string &name, const OnHost &on_host, const OnError &on_error) {
  StreamCount count;
  std::size_t line_number = 0;
  std::size_t held = 0;  // bytes at the start of the buffer that belong to an unfinished line
  bool too_long = false; // the unfinished line has been refused already: its rest is passed over
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
    if (const auto facts = m_decoder.decode(line, name, line_number)) {
      ++count.hosts;
      on_host(**facts);
    } else {
      ++count.bad_lines;
      on_error(facts.error());
    }
  };

  for (bool more = true; more;) {
    if (held == m_buffer.size()) {
      m_buffer.resize(m_buffer.size() * 2); // stays below twice k_max_facts_bytes: longer lines are dropped below
    }
    in.read(m_buffer.data() + held, static_cast<std::streamsize>(m_buffer.size() - held));
    const std::string_view filled(m_buffer.data(), held + static_cast<std::size_t>(in.gcount()));
    more = static_cast<bool>(in);
    std::size_t start = 0;
    for (std::size_t end = filled.find('\n', held); end != std::string_view::npos; end = filled.find('\n', start)) {
      take_line(filled.substr(start, end - start));
      start = end + 1;
    }
    std::string_view rest = filled.substr(start);
    if (!more && !rest.empty()) {
      take_line(rest);
      rest = {};
    }
    if (rest.size() > k_max_facts_bytes && !too_long) {
      too_long = true;
      ++count.bad_lines;
      on_error({ErrorKind::input, name + ':' + std::to_string(line_number + 1) + ":1",
                "the line is longer than the limit of " + std::to_string(k_max_facts_bytes) + " bytes",
                "check that it holds one host"});
    }
    held = too_long ? 0 : rest.size();
    if (held > 0) {
      std::memmove(m_buffer.data(), rest.data(), held);
    }
  }
  if (in.bad()) {
    ++count.bad_lines;
    on_error({ErrorKind::input, name, "can't be read to its end", "check the disk and try again"});
  }
  return count;
}

} // namespace acsgate
