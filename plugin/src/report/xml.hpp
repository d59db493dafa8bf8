#pragma once

#include <string>
#include <string_view>

namespace acsgate {

/// Text for an attribute or an element of XML 1.0: printable, marked-up characters escaped, and nothing that section 2.2 forbids.
[[nodiscard]] std::string xml_text(std::string_view text);

/// ` name="value"`, escaped.
[[nodiscard]] std::string xml_attribute(std::string_view name, std::string_view value);

} // namespace acsgate
