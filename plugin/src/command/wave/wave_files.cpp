#include "command/wave/wave_files.hpp"

#include "base/file.hpp"

namespace acsgate {

Result<void> put_file(const std::string &folder, const std::string &name, std::string_view bytes) {
  const auto path = path_of(folder) / path_of(name);
  const auto aside = path_of(folder) / path_of(name + ".new");
  std::error_code error;
  std::filesystem::create_directories(path_of(folder), error);
  std::filesystem::remove(aside, error);
  if (auto written = write_new_file(aside, bytes); !written) {
    return written;
  }
  std::filesystem::rename(aside, path, error);
  return error ? tl::unexpected(Error{ErrorKind::input, utf8_of(path), "can't be written: " + error.message(),
                                      "check the folder and the permissions"})
               : Result<void>();
}

} // namespace acsgate
