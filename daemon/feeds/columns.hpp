#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/feeds/csv.hpp"
#include "daemon/feeds/feed_spec.hpp"

namespace entangled {

/// One column of a schema.
struct SchemaColumn {
    std::string_view name;
    bool required{};  ///< the file must have it, and every row a value in it
};

/// The columns of a schema in the order in which they are written.
[[nodiscard]] std::span<const SchemaColumn> schema_columns(FeedSchema schema) noexcept;
/// `observations`, `acts`, `policies`, `projects` or `membership`.
[[nodiscard]] std::string_view to_string(FeedSchema schema) noexcept;

/// Where one feed finds the text of a schema column: at an index of the record, as a constant, or nowhere.
struct FeedColumn {
    std::string_view name;
    bool required{};
    std::optional<std::size_t> index;
    std::optional<std::string_view> constant;
    const std::map<std::string, std::string>* mapping{};  ///< null for none
};

/// The columns of one file under the names of its schema. Points into the spec it was made from.
class FeedColumns {
  public:
    /// Resolves the schema against the header of a file. `errors` gets one text for each unknown, missing, doubled or
    /// doubly given column, with the nearest known name.
    FeedColumns(const FeedSpec& spec, std::span<const CsvField> header, std::vector<std::string>& errors);

    [[nodiscard]] std::span<const FeedColumn> all() const noexcept { return columns_; }
    [[nodiscard]] bool has(std::string_view name) const noexcept;
    /// The column of that name, which must be one of the schema.
    [[nodiscard]] const FeedColumn& operator[](std::string_view name) const;

  private:
    std::vector<FeedColumn> columns_;
};

}  // namespace entangled
