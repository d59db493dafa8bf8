#include "report/xml.hpp"

#include "base/text.hpp"
#include "report/limits.hpp"

namespace acsgate {

// `printable` has removed what XML 1.0 forbids (section 2.2) but for two noncharacters.
std::string xml_text(std::string_view text) {
  const std::string safe = printable(text, k_most_text_bytes);
  std::string xml;
  xml.reserve(safe.size());
  for (std::size_t at = 0; at < safe.size(); ++at) {
    const std::string_view rest = std::string_view(safe).substr(at);
    if (rest.starts_with("\xEF\xBF\xBE") || rest.starts_with("\xEF\xBF\xBF")) {
      xml += "\xEF\xBF\xBD";
      at += 2;
      continue;
    }
    switch (safe[at]) {
    case '&':
      xml += "&amp;";
      break;
    case '<':
      xml += "&lt;";
      break;
    case '>':
      xml += "&gt;";
      break;
    case '"':
      xml += "&quot;";
      break;
    case '\'':
      xml += "&apos;";
      break;
    default:
      xml += safe[at];
    }
  }
  return xml;
}

std::string xml_attribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + xml_text(value) + "\"";
}

} // namespace acsgate
