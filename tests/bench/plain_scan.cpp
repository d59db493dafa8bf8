// What `acsgate fleet` is measured against: a plain simdjson On-Demand program that reads the same fields of the same NDJSON
// files, a line at a time, checks nothing and decides nothing. Prints how many hosts it read and a sum over what it read.
//   plain_scan FILE...
#include <simdjson.h>

#include <cstdint>
#include <cstring>
#include <fstream>
#include <iostream>
#include <string_view>
#include <vector>

namespace {

using namespace simdjson;

class PlainScan {
public:
  void line(const char *text, std::size_t size, std::size_t capacity) {
    ondemand::document document = m_parser.iterate(text, size, capacity);
    for (auto member : document.get_object()) {
      const std::string_view key = member.unescaped_key();
      if (key == "host") {
        host(member.value().get_object());
      } else if (key == "os") {
        os(member.value().get_object());
      } else if (key == "updates") {
        updates(member.value().get_object());
      } else if (key == "modules") {
        group(member.value().get_object(), "items", [&](ondemand::value items) { objects(items.get_array()); });
      } else if (key == "services") {
        group(member.value().get_object(), "items", [&](ondemand::value items) {
          for (auto service : items.get_object()) {
            add(service.unescaped_key());
            texts(service.value().get_object());
          }
        });
      } else if (key == "reboot") {
        group(member.value().get_object(), "pending", [&](ondemand::value pending) { list(pending.get_array()); });
      } else if (key == "roots") {
        roots(member.value().get_object());
      } else if (key == "esu") {
        esu(member.value().get_object());
      } else if (key == "schema" || key == "collected_at" || key == "source") {
        add(member.value().get_string());
      }
    }
    ++m_hosts;
  }

  [[nodiscard]] std::uint64_t hosts() const { return m_hosts; }
  [[nodiscard]] std::uint64_t sum() const { return m_sum; }

private:
  void add(std::string_view text) { m_sum += text.size() + (text.empty() ? 0U : static_cast<unsigned char>(text.front())); }
  void add(std::uint64_t number) { m_sum += number; }

  void list(ondemand::array items) {
    for (auto item : items) {
      add(item.get_string());
    }
  }
  void texts(ondemand::object object) {
    for (auto member : object) {
      add(member.value().get_string());
    }
  }
  void objects(ondemand::array items) {
    for (auto item : items) {
      texts(item.get_object());
    }
  }
  void host(ondemand::object object) {
    for (auto member : object) {
      if (member.unescaped_key().value() == "labels") {
        for (auto label : member.value().get_object()) {
          add(label.unescaped_key());
          add(label.value().get_string());
        }
      } else {
        add(member.value().get_string());
      }
    }
  }
  void os(ondemand::object object) {
    for (auto member : object) {
      const std::string_view key = member.unescaped_key();
      if (key == "build" || key == "ubr" || key == "service_pack") {
        add(member.value().get_uint64().value());
      } else {
        add(member.value().get_string());
      }
    }
  }
  void updates(ondemand::object object) {
    for (auto member : object) {
      const std::string_view key = member.unescaped_key();
      if (key == "hotfixes") {
        list(member.value().get_array());
      } else if (key == "packages") {
        objects(member.value().get_array());
      } else {
        add(member.value().get_string());
      }
    }
  }
  void roots(ondemand::object object) {
    for (auto member : object) {
      const std::string_view key = member.unescaped_key();
      if (key == "present" || key == "disallowed") {
        list(member.value().get_array());
      } else {
        add(member.value().get_string());
      }
    }
  }
  void esu(ondemand::object object) {
    for (auto member : object) {
      const std::string_view key = member.unescaped_key();
      if (key == "licensed") {
        add(std::uint64_t(member.value().get_bool().value()));
      } else if (key == "products") {
        list(member.value().get_array());
      } else {
        add(member.value().get_string());
      }
    }
  }
  template <class Use> void group(ondemand::object object, std::string_view list_key, Use use) {
    for (auto member : object) {
      if (member.unescaped_key().value() == list_key) {
        use(member.value());
      } else {
        add(member.value().get_string());
      }
    }
  }

  ondemand::parser m_parser;
  std::uint64_t m_hosts = 0;
  std::uint64_t m_sum = 0;
};

void scan(std::istream &in, PlainScan &plain) {
  constexpr std::size_t k_chunk = 256U << 10U;
  std::vector<char> buffer(k_chunk + SIMDJSON_PADDING);
  std::size_t held = 0;
  while (in) {
    if (held + SIMDJSON_PADDING == buffer.size()) {
      buffer.resize(2 * buffer.size());
    }
    in.read(buffer.data() + held, static_cast<std::streamsize>(buffer.size() - SIMDJSON_PADDING - held));
    const char *start = buffer.data();
    const char *const end = start + held + in.gcount();
    const char *from = start + held;
    while (const void *found = std::memchr(from, '\n', static_cast<std::size_t>(end - from))) {
      const char *const line_end = static_cast<const char *>(found);
      if (line_end != start) {
        plain.line(start, static_cast<std::size_t>(line_end - start),
                   static_cast<std::size_t>(buffer.data() + buffer.size() - start));
      }
      start = from = line_end + 1;
    }
    held = static_cast<std::size_t>(end - start);
    std::memmove(buffer.data(), start, held);
  }
}

} // namespace

int main(int argc, char **argv) {
  try {
    PlainScan plain;
    for (int index = 1; index < argc; ++index) {
      std::ifstream in(argv[index], std::ios::binary);
      scan(in, plain);
    }
    std::cout << plain.hosts() << " hosts, sum " << plain.sum() << '\n';
    return plain.hosts() > 0 ? 0 : 1;
  } catch (const std::exception &error) {
    std::cerr << "plain_scan: " << error.what() << '\n';
    return 1;
  }
}
