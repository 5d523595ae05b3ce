#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/config/problems.hpp"

namespace entangled {

struct Member;

/// One value of a configuration file with the place where it stands. Only the fields of its kind are set.
struct Node {
    enum class Kind : std::uint8_t { text, integer, number, flag, date, time, array, table };
    Kind kind{Kind::table};
    Place at;
    std::string text;  ///< of text and dates
    std::int64_t integer{};
    double number{};
    bool flag{};
    std::vector<Node> items;      ///< of an array
    std::vector<Member> members;  ///< of a table, in the order of the file

    [[nodiscard]] const Member* find(std::string_view key) const noexcept;
};

/// One key of a table; `at` is the place of the key.
struct Member {
    std::string key;
    Place at;
    Node value;
};

/// `the integer 5`, `the text 'x'`, `a table`: what a value is, for messages.
[[nodiscard]] std::string describe(const Node& node);

/// Turns the text of a file into its root table. Empty if the text is not valid TOML or is nested too deep; the reason
/// is then in `problems`.
[[nodiscard]] std::optional<Node> parse_toml(std::string_view text, std::size_t file, Problems& problems);

}  // namespace entangled
