// Changes every number of a policy by one, one at a time, and expects that this is noticed: by the loader, by a case, or by a
// value that the case files restate. Where the change touches anything that decisions depend on, only the loader or a case will
// do.
//
//   acsgate_mutation POLICY CASES...
#include "casebook/judge.hpp"
#include "casebook/restated.hpp"
#include "policy/decode.hpp"
#include "policy/loader.hpp"

#include <algorithm>
#include <array>
#include <ctime>
#include <iostream>
#include <map>
#include <sstream>

using namespace acsgate;

namespace {

/// A run of digits within a value or a key of the policy document.
struct Number {
  std::string *text = nullptr;
  Mark mark;
  std::size_t start = 0;
  std::size_t length = 0;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

void find_in(std::string &text, Mark mark, std::vector<Number> &numbers) {
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_digit(text[end])) {
      ++end;
    }
    if (end > at) {
      numbers.push_back({&text, mark, at, end - at});
    }
    at = std::max(end, at + 1);
  }
}

void find_numbers(Node &node,
                  std::vector<Number> &numbers) { // NOLINT(misc-no-recursion): depth is limited when a document is read
  if (node.kind == Node::Kind::scalar) {
    find_in(node.text, node.mark, numbers);
  }
  for (Node &item : node.items) {
    find_numbers(item, numbers);
  }
  for (Node::Member &member : node.members) {
    find_in(member.key, member.mark, numbers);
    find_numbers(member.value, numbers);
  }
}

std::string one_more(std::string digits) {
  for (std::size_t at = digits.size(); at-- > 0;) {
    if (digits[at] != '9') {
      ++digits[at];
      return digits;
    }
    digits[at] = '0';
  }
  return '1' + digits;
}

std::string one_less(std::string digits) {
  for (std::size_t at = digits.size(); at-- > 0;) {
    if (digits[at] != '0') {
      --digits[at];
      return digits;
    }
    digits[at] = '9';
  }
  return {};
}

/// The number changed by one, up and down. A number that gets shorter is tried with and without a leading zero: `10` may be a
/// month or a revision.
std::vector<std::string> changed(const std::string &digits) {
  std::vector<std::string> all{one_more(digits)};
  const std::string less = one_less(digits);
  if (!less.empty()) {
    all.push_back(less);
    if (digits.size() > 1 && digits.front() != '0' && less.front() == '0') {
      all.push_back(less.substr(1));
    }
  }
  return all;
}

/// Everything of a policy that decides: what two policies have in common here, they decide alike.
std::string deciding_part(const Policy &policy) {
  std::ostringstream out;
  const auto day = [](Date date) { return date.time_since_epoch().count(); };
  const auto list = [&](const auto &values) {
    for (const auto &value : values) {
      out << value << ' ';
    }
    out << ';';
  };
  const auto thumbprint = [&](const Thumbprint &print) {
    out << std::string_view(reinterpret_cast<const char *>(print.bytes.data()), print.size) << ';';
  };
  out << day(policy.issued) << ' ' << policy.facts_max_age.count() << ' ' << day(policy.legacy_until) << ' '
      << static_cast<int>(policy.on_unknown) << '\n';
  for (const Platform &platform : policy.platforms) {
    out << platform.build << ' ' << platform.and_later << ' ' << static_cast<int>(platform.type) << ' '
        << static_cast<int>(platform.capability) << ' ' << platform.min_ubr << ' ' << platform.horizon << ' ';
    list(platform.rollup_proofs);
    list(platform.security_only_proofs);
  }
  for (const Requirement &requirement : policy.requirements) {
    out << requirement.id << ' ' << requirement.waivable << static_cast<int>(requirement.on_pending)
        << requirement.absent_with_auto_update_fails << static_cast<int>(requirement.on_fail);
    thumbprint(requirement.sha1);
    thumbprint(requirement.sha256);
    list(requirement.signals);
  }
  for (const Product &product : policy.products) {
    out << product.id << ' ';
    list(product.aliases);
    list(product.requires_);
    for (const Line &line : product.lines) {
      out << line.major << '.' << line.minor << ' ' << to_string(line.first_acs) << ' ' << line.installer_self_check << ' ';
      list(line.patches);
      list(line.platforms);
    }
    if (product.release_rule) {
      out << day(product.release_rule->legacy_before) << ' ' << day(product.release_rule->acs_from);
    }
    if (product.review_by) {
      out << " review " << day(*product.review_by);
    }
  }
  return std::move(out).str();
}

constexpr std::size_t k_named = 100; ///< survivors that are named

enum class Noticed : std::uint8_t { by_loader, by_case, by_restated, not_at_all, count };

struct Tally {
  std::size_t numbers = 0;
  std::array<std::size_t, static_cast<std::size_t>(Noticed::count)> mutants{};
};

class Mutation {
public:
  Mutation(LoadedPolicy &&loaded, std::vector<Casebook> &&books)
      : m_document(std::move(loaded.document)), m_books(std::move(books)), m_original(deciding_part(loaded.policy)) {}

  /// The cases must hold for the policy as it is, or nothing that they notice means anything.
  [[nodiscard]] bool holds() {
    Complaints complaints(m_document);
    const Policy policy = decode_policy(m_document, complaints);
    return complaints.count() == 0 && !fails_a_case(policy) && !fails_restated();
  }

  void run() {
    std::vector<Number> numbers;
    find_numbers(m_document.root, numbers);
    for (const Number &number : numbers) {
      Tally &tally = m_tallies[m_document.files.at(number.mark.file)];
      ++tally.numbers;
      const std::string original = *number.text;
      for (const std::string &digits : changed(original.substr(number.start, number.length))) {
        number.text->replace(number.start, number.text->size() - number.start,
                             digits + original.substr(number.start + number.length));
        const Noticed noticed = judge();
        ++tally.mutants.at(static_cast<std::size_t>(noticed));
        if (noticed == Noticed::not_at_all && ++m_named <= k_named) {
          std::cout << "alive: " << m_document.where(number.mark) << ": " << original << " -> " << *number.text << m_why << '\n';
        }
        *number.text = original;
      }
    }
  }

  /// Prints the counts and returns true if nothing is alive.
  [[nodiscard]] bool report() const {
    std::size_t alive = 0;
    std::size_t total = 0;
    for (const auto &[file, tally] : m_tallies) {
      const auto of = [&mutants = tally.mutants](Noticed noticed) { return mutants.at(static_cast<std::size_t>(noticed)); };
      std::cout << file << ": " << tally.numbers << " numbers; noticed by the loader " << of(Noticed::by_loader) << ", by a case "
                << of(Noticed::by_case) << ", by restated values only " << of(Noticed::by_restated) << ", alive "
                << of(Noticed::not_at_all) << '\n';
      alive += of(Noticed::not_at_all);
      for (const std::size_t count : tally.mutants) {
        total += count;
      }
    }
    std::cout << total << " mutants, " << alive << " alive\n";
    return alive == 0 && total > 0;
  }

private:
  Noticed judge() {
    Complaints complaints(m_document);
    const Policy policy = decode_policy(m_document, complaints);
    if (complaints.count() > 0) {
      return Noticed::by_loader;
    }
    if (fails_a_case(policy)) {
      return Noticed::by_case;
    }
    m_why.clear();
    if (deciding_part(policy) != m_original) {
      m_why = " (decisions depend on it)";
      return Noticed::not_at_all;
    }
    return fails_restated() ? Noticed::by_restated : Noticed::not_at_all;
  }

  bool fails_a_case(const Policy &policy) {
    return std::ranges::any_of(m_books, [&](const Casebook &book) {
      return !check_names(book, policy).empty() ||
             std::ranges::any_of(book.cases, [&](const Case &tested) { return !judge_case(tested, policy, nullptr).empty(); });
    });
  }

  bool fails_restated() {
    return std::ranges::any_of(m_books, [&](const Casebook &book) {
      return std::ranges::any_of(book.restated,
                                 [&](const Restated &restated) { return !judge_restated(restated, m_document.root).empty(); });
    });
  }

  Document m_document;
  std::vector<Casebook> m_books;
  std::string m_original;
  std::string m_why;
  std::size_t m_named = 0;
  std::map<std::string, Tally> m_tallies; ///< by file
};

} // namespace

int main(int argc, char **argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() < 2) {
    std::cerr << "usage: acsgate_mutation POLICY CASES...\n";
    return 2;
  }
  auto loaded = load_policy(arguments.front());
  if (!loaded) {
    std::cerr << to_string(loaded.error().front()) << '\n';
    return 2;
  }
  std::vector<Casebook> books;
  for (auto path = arguments.begin() + 1; path != arguments.end(); ++path) {
    auto book = load_casebook(*path);
    if (!book) {
      std::cerr << to_string(book.error().front()) << '\n';
      return 2;
    }
    books.push_back(std::move(*book));
  }
  Mutation mutation(std::move(*loaded), std::move(books));
  if (!mutation.holds()) {
    std::cerr << "the cases fail without any change: run acsgate policy test\n";
    return 2;
  }
  mutation.run();
  const bool fine = mutation.report();
  std::cout << std::clock() / CLOCKS_PER_SEC << " s of one processor\n";
  return fine ? 0 : 1;
}
