#include "host/halt.hpp"

#include "facts/registry/registry_value.hpp"

namespace acsgate {

std::optional<std::string> read_halt(RegistryView &registry) {
  const auto halt = registry.value(R"(SOFTWARE\acsgate)", "Halt");
  switch (halt.status) {
  case ReadStatus::absent:
    return std::nullopt;
  case ReadStatus::ok:
    if (halt.value.type == registry_type::sz) {
      return halt.value.data;
    }
    return "the registry value Halt is not of type REG_SZ";
  case ReadStatus::denied:
    return "access to the registry value Halt is denied";
  case ReadStatus::error:
  case ReadStatus::unsupported:
    break;
  }
  return "the registry value Halt can't be read";
}

} // namespace acsgate
