#include "policy/lint_rules.hpp"

#include <algorithm>
#include <set>

namespace acsgate {

namespace {

using std::chrono::days;

constexpr Duration k_least_age = std::chrono::hours(1);
constexpr Duration k_most_age = days(180);

std::string days_text(Duration duration) {
  const auto count = std::chrono::floor<days>(duration).count();
  return std::to_string(count) + (count == 1 ? " day" : " days");
}

void lint_facts_max_age(Linter &linter) {
  const Duration age = linter.policy().facts_max_age;
  const Mark mark = linter.mark({"facts_max_age"});
  if (age < k_least_age) {
    linter.warn(mark, "lint.facts-max-age", "facts count as too old after " + to_string(age) + ": most hosts will be unknown",
                "write the time in which every host reports again, such as 7d");
  } else if (age > k_most_age) {
    linter.warn(mark, "lint.facts-max-age",
                "facts count for " + to_string(age) + ": a host may have lost an update or gone out of use since",
                "write the time in which every host reports again, such as 30d");
  }
}

void lint_issued(Linter &linter) {
  const Policy &policy = linter.policy();
  if (Timestamp(policy.issued) > linter.now()) {
    linter.warn(linter.mark({"issued"}), "lint.issued-in-future",
                "the policy was issued on " + to_string(policy.issued) + ", which is still to come: until then what depends on " +
                    "time is unknown on every host",
                "write the day of the last change");
  }
}

void lint_reviews(Linter &linter) {
  for (const Product &product : linter.policy().products) {
    if (!product.review_by) {
      continue;
    }
    const Mark mark = linter.mark({"products", product.id, "review_by"});
    const std::string fix = "ask the vendor again, then move \"as_of\" and \"review_by\"";
    const Timestamp end = *product.review_by + days(1);
    const std::string statement = "the statement on product \"" + product.id + "\" ";
    if (linter.now() >= end) {
      linter.warn(mark, "lint.review-due", statement + "was due for review by " + to_string(*product.review_by), fix);
    } else if (linter.now() + k_review_notice >= end) {
      linter.warn(mark, "lint.review-soon",
                  statement + "is due for review by " + to_string(*product.review_by) + ", in " + days_text(end - linter.now()),
                  fix);
    }
  }
}

/// Platform rows with a floor whose proofs come from this source.
std::size_t rows_upon(const Policy &policy, const Source &source) {
  std::set<std::uint32_t> builds;
  for (const Update &update : policy.updates) {
    if (update.source == source.id) {
      builds.insert(update.build);
    }
  }
  return static_cast<std::size_t>(std::ranges::count_if(policy.platforms, [&](const Platform &platform) {
    return platform.capability == Capability::floor && builds.contains(platform.build);
  }));
}

void lint_tables(Linter &linter) {
  const Policy &policy = linter.policy();
  const Timestamp as_of = std::max(linter.now(), Timestamp(policy.issued));
  for (const Source &source : policy.sources) {
    const std::size_t rows = rows_upon(policy, source);
    if (rows > 0 && source.known_until && as_of - *source.known_until > k_table_age) {
      linter.warn(linter.mark({"sources", source.id, "known_until"}), "lint.table-old",
                  "source \"" + source.id + "\" of the update table could tell until " + to_string(*source.known_until) + ", " +
                      days_text(as_of - *source.known_until) + " ago; " + std::to_string(rows) +
                      " platform rows go by it, and updates since then prove nothing",
                  "add the updates since then and move \"known_until\"");
    }
  }
}

/// A row raises the highest KB of its source, up to which a KB that is not in the table counts as no proof. A source that has
/// newer rows than it says must not do that.
void lint_late_updates(Linter &linter) {
  const Policy &policy = linter.policy();
  for (std::size_t index = 0; index < policy.updates.size(); ++index) {
    const Update &update = policy.updates[index];
    const Source *source = policy.find_source(update.source);
    if (source != nullptr && source->known_until && update.released > *source->known_until) {
      linter.warn(linter.update_mark(index), "lint.update-after-known-until",
                  "KB" + std::to_string(update.kb) + " was released on " + to_string(update.released) + ", but source \"" +
                      update.source + "\" could tell until " + to_string(*source->known_until) +
                      " only: KBs between the two would count as known",
                  "add every update up to this one and move \"known_until\", or give the row a source of its own");
    }
  }
}

} // namespace

void lint_dates(Linter &linter) {
  lint_facts_max_age(linter);
  lint_issued(linter);
  lint_reviews(linter);
  lint_tables(linter);
  lint_late_updates(linter);
}

} // namespace acsgate
