#pragma once

#include "gate/postcheck.hpp"

#include <string>

namespace acsgate {

/// Where and of what a post-check was.
struct PostcheckSubject {
  std::string host;
  std::string module;
  std::string expected;
};

/// The verdict, then a line for each thing that was looked at. UTF-8, LF, no control characters from facts.
[[nodiscard]] std::string render_postcheck_text(const PostcheckSubject &subject, const Postcheck &result);

/// `acsgate.postcheck/v1`, pure ASCII, no line break.
[[nodiscard]] std::string render_postcheck_json(const PostcheckSubject &subject, const Postcheck &result);

} // namespace acsgate
