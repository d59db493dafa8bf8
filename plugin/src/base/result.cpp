#include "base/result.hpp"

#include "base/text.hpp"

namespace acsgate {

namespace {

// Long enough for a Windows path with its position (32,767 characters at most, far fewer in practice) and for every sentence
// that is built here; a file that is hostile must not fill the log.
constexpr std::size_t k_max_where = 4096;
constexpr std::size_t k_max_sentence = 2048;

} // namespace

std::string to_string(const Error &error) {
  std::string text = printable(error.where, k_max_where);
  const auto append = [&text](const char *separator, const std::string &part) {
    if (!part.empty()) {
      text += text.empty() ? "" : separator;
      text += printable(part, k_max_sentence);
    }
  };
  append(": ", error.what);
  append("; ", error.fix);
  return text;
}

} // namespace acsgate
