#pragma once

#include "gate/installed.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace acsgate {

/// One thing that must hold after an installation.
struct PostcheckItem {
  std::string id; ///< `facts`, `version`, `service:ds_agent`
  Status status = Status::unknown;
  std::string found;  ///< empty: nothing was read
  std::string needed; ///< what it should be
};

struct Postcheck {
  std::vector<PostcheckItem> items;

  /// fail if an item fails, else unknown if one is unknown, else pass.
  [[nodiscard]] Status status() const;
};

/// Services that must run where the product is installed; empty where none is known. `required` ones must be there; the others
/// only run if they are there and not disabled.
struct ProductService {
  std::string_view name;
  bool required = true;
};
[[nodiscard]] std::vector<ProductService> services_of(const Product &product);

/// Does the expected build, or a newer one, run: the facts are young enough, the version is reached, and the product's services
/// run. What was not read is unknown.
[[nodiscard]] Postcheck postcheck(const Policy &policy, const Product &product, const Facts &facts, const Version &expected,
                                  Timestamp now);

/// The later of two looks, which rules; a service that ran at the first and no longer does is said to have ended since.
[[nodiscard]] Postcheck settled(const Postcheck &first, Postcheck second);

} // namespace acsgate
