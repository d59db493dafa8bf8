#include "base/path_form.hpp"

#include <catch2/catch.hpp>

namespace acsgate {

TEST_CASE("paths to other machines are told from local ones, however they are written", "[base][path_form]") {
  for (const char *path :
       {R"(\\host\share\policy.yaml)", "//host/share/policy.yaml", R"(\/host\share)", R"(/\host\share)", R"(\\?\UNC\host\x)",
        "//?/unc/host/x", R"(\\.\UNC\host\x)", R"(\??\UNC\host\x)", R"(\\host@SSL\DavWWWRoot\x)", R"(\\127.0.0.1\c$\x)"}) {
    INFO(path);
    CHECK(windows_path_form(path) == PathForm::network);
  }
}

TEST_CASE("devices are no files", "[base][path_form]") {
  for (const char *path : {R"(\\.\pipe\x)", R"(\\?\GLOBALROOT\Device\Mup\host\x)", R"(\\?\Volume{1}\x)", R"(\\.\C:\x)", "NUL",
                           "nul.txt", R"(C:\folder\con)", "con .yaml", "COM1", "lpt9.log", "com\xc2\xb9",
                           R"(C:\a\policy.yaml:stream)", "a.yaml:b", "CONIN$", R"(\??\PhysicalDrive0)"}) {
    INFO(path);
    CHECK(windows_path_form(path) == PathForm::device);
  }
}

TEST_CASE("paths on a drive and relative ones are local", "[base][path_form]") {
  for (const char *path :
       {R"(C:\policies\site.yaml)", "C:/policies/site.yaml", "policies/site.yaml", R"(..\site.yaml)", "C:site.yaml",
        R"(\\?\C:\policies\site.yaml)", "", "console.yaml", "com.yaml", "com10", "nullable", R"(C:\aux2\x)", "/policies/x"}) {
    INFO(path);
    CHECK(windows_path_form(path) == PathForm::local);
  }
}

} // namespace acsgate
