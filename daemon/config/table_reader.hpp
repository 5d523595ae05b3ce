#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/config/toml_document.hpp"
#include "indicators/core/time.hpp"

namespace entangled {

/// Reads one table key by key. Every function but `finish` returns empty if the key is not there, and reports a value
/// of the wrong type or range where it stands. The table and the problems must outlive the reader.
class TableReader {
  public:
    /// `name` says which table it is at the head of every message, for example `[server]` or `reading 'x'`.
    TableReader(const Node& table, std::string name, Problems& problems);

    [[nodiscard]] const Node* node(std::string_view key);
    [[nodiscard]] std::optional<std::string> text(std::string_view key);
    /// Text that is not empty.
    [[nodiscard]] std::optional<std::string> name(std::string_view key);
    /// Text that is an identifier.
    [[nodiscard]] std::optional<std::string> identifier(std::string_view key);
    /// One of `names`.
    [[nodiscard]] std::optional<std::string> choice(std::string_view key, std::span<const std::string_view> names);
    [[nodiscard]] std::optional<double> number(std::string_view key);
    [[nodiscard]] std::optional<std::int64_t> integer(std::string_view key);
    [[nodiscard]] std::optional<bool> flag(std::string_view key);
    [[nodiscard]] std::optional<Date> date(std::string_view key);
    [[nodiscard]] std::optional<Duration> duration(std::string_view key);
    /// A duration longer than zero.
    [[nodiscard]] std::optional<Duration> positive_duration(std::string_view key);
    /// A whole number of at least 1.
    [[nodiscard]] std::optional<std::int64_t> count(std::string_view key);
    /// A list of texts, or one text.
    [[nodiscard]] std::optional<std::vector<std::string>> list(std::string_view key);
    /// The tables of a `[[key]]`; those that are not tables are reported and left out.
    [[nodiscard]] std::vector<const Node*> tables(std::string_view key);
    [[nodiscard]] std::optional<std::map<std::string, std::string>> text_map(std::string_view key);
    [[nodiscard]] std::optional<TableReader> table(std::string_view key);

    /// Reports a key that must be there and is not; `why` ends the sentence.
    void require(std::string_view key, std::string_view why = {});
    /// Reports all keys nobody asked for. `list` ends the message and stands for the list of known keys.
    void finish(std::string_view noun = "key", std::string_view list = {});

    [[nodiscard]] bool has(std::string_view key) const noexcept { return table_->find(key) != nullptr; }
    [[nodiscard]] const Node& contents() const noexcept { return *table_; }
    [[nodiscard]] const std::string& title() const noexcept { return name_; }
    [[nodiscard]] Problems& problems() noexcept { return *problems_; }
    /// Where the value of the key stands; the table if it is not there.
    [[nodiscard]] Place place(std::string_view key) const noexcept;
    /// Where an item of the list stands; the value if it is not a list.
    [[nodiscard]] Place item_place(std::string_view key, std::size_t index) const noexcept;
    void error(const Place& at, std::string_view message);
    void error(std::string_view key, std::string_view message) { error(place(key), message); }
    void warning(std::string_view key, std::string_view message);

  private:
    void wrong_type(std::string_view key, const Node& node, std::string_view expected);

    const Node* table_;
    std::string name_;
    Problems* problems_;
    std::vector<std::string> known_;
};

/// Whether the text is lower-case letters, digits and `_` and begins with a letter.
[[nodiscard]] bool is_identifier(std::string_view text) noexcept;
inline constexpr std::string_view identifier_rule =
    "must be lower-case letters, digits and '_', beginning with a letter";

}  // namespace entangled
