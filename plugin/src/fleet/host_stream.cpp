#include "fleet/host_stream.hpp"

namespace acsgate {

StreamCount HostStream::read(std::istream &in, const std::string &name, const OnHost &on_host, const OnError &on_error) {
  StreamCount count;
  const auto on_line = [&](std::string_view line, std::size_t number) {
    const auto facts = m_decoder.decode(line, name, number);
    if (!facts) {
      ++count.bad_lines;
      return on_error(facts.error());
    }
    ++count.hosts;
    on_host(**facts);
    return true;
  };
  const auto on_long = [&](std::size_t number) {
    ++count.bad_lines;
    return on_error({ErrorKind::input, name + ':' + std::to_string(number) + ":1",
                     "the line is longer than the limit of " + std::to_string(k_max_facts_bytes) + " bytes",
                     "check that it holds one host"});
  };
  if (!m_lines.read(in, k_max_facts_bytes, on_line, on_long)) {
    ++count.bad_lines;
    (void)on_error({ErrorKind::input, name, "can't be read to its end", "check the disk and try again"});
  }
  return count;
}

} // namespace acsgate
