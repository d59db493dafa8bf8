#pragma once

#include "base/result.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace acsgate {

/// Names and texts of a tattoo as they are stored.
using TattooValues = std::map<std::string, std::string, std::less<>>;

/// Where a decision is left behind on the host: named texts that do not outlive a restart. Each write is one step, and the
/// program may end between any two of them.
class TattooStore {
public:
  TattooStore() = default;
  TattooStore(const TattooStore &) = delete;
  TattooStore &operator=(const TattooStore &) = delete;
  virtual ~TattooStore() = default;

  /// Takes `Decision` away, which makes the rest worthless, then all the rest. A store without anything is fine.
  [[nodiscard]] virtual Result<void> invalidate() = 0;

  /// Adds one text. The first after `invalidate` begins anew: it is an error if another program has begun meanwhile.
  [[nodiscard]] virtual Result<void> write(std::string_view name, std::string_view text) = 0;

  /// All that is stored; nothing if there is no tattoo.
  [[nodiscard]] virtual Result<std::optional<TattooValues>> read() = 0;
};

/// That of this machine: the volatile registry key HKLM\SOFTWARE\acsgate\Decision, in the 64-bit view. Null where the machine is
/// not Windows.
[[nodiscard]] std::unique_ptr<TattooStore> machine_tattoo_store();

} // namespace acsgate
