#pragma once

#include "command/gate.hpp"
#include "command/probe_options.hpp"
#include "gate/postcheck.hpp"

#include <optional>
#include <string>

namespace acsgate {

/// What a post-check looks at, and how often.
struct PostcheckPlan {
  std::string facts; ///< as `--facts` gives it
  ProbeOptions probe;
  Version build;
  std::optional<Duration> settle = std::nullopt; ///< time between two looks; nothing: one look
  bool dsa_query = false;                        ///< ask the Agent too
  std::string dsa_query_program;                 ///< empty: that of the installed Agent
  Duration dsa_query_limit{10};
};

struct PostcheckAnswer {
  std::string host;
  Postcheck result;
};

[[nodiscard]] tl::expected<PostcheckAnswer, Errors> run_postcheck(const Gate &gate, const PostcheckPlan &plan);

} // namespace acsgate
