#pragma once

#include <tl/expected.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace acsgate {

/// Who has to act on an error; each kind has its own exit code (see report/exit_code.hpp).
enum class ErrorKind {
  policy,  ///< a policy or rollout file is wrong
  usage,   ///< the command line is wrong
  input,   ///< facts or another input is wrong or unreadable, or the machine failed us
  timeout, ///< something took longer than its limit
};

/// An error that a person can act on: where it is, what is wrong and what to do about it.
struct Error {
  ErrorKind kind = ErrorKind::input;
  std::string where; ///< `file:line:column`, `file` or empty
  std::string what;  ///< one sentence without a full stop at its end
  std::string fix;   ///< what to do, one sentence without a full stop; may be empty
  /// Stable name of an author's mistake, `policy.unknown-key`, never freed; may be empty.
  std::string_view code = ""; // NOLINT(readability-redundant-string-init): few who make errors name it
};

template <class T> using Result = tl::expected<T, Error>;

/// For loaders that go on after the first mistake and report all of them. Never empty when it is the error.
using Errors = std::vector<Error>;

/// `where: what; fix` on one line, with control and bidirectional characters escaped.
[[nodiscard]] std::string to_string(const Error &error);

} // namespace acsgate
