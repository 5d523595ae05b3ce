#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/config/configuration.hpp"

namespace entangled {

/// A place in one of the files being read. Line and column count from 1; 0 means the file as a whole.
struct Place {
    std::size_t file{};  ///< as given by `Problems::add_file`
    std::uint32_t line{};
    std::uint32_t column{};
    friend auto operator<=>(const Place&, const Place&) = default;
};

/// Collects everything that is wrong, so that one run shows all of it.
class Problems {
  public:
    /// Registers a file; errors are ordered by the order of registration.
    std::size_t add_file(std::string path);
    /// Path of a registered file, as it is to be shown.
    [[nodiscard]] const std::string& file(std::size_t index) const { return files_.at(index); }
    /// `file:line`, for errors that name a second place.
    [[nodiscard]] std::string at(const Place& place) const;

    /// Control characters of the message are escaped: parts of it may come from the file.
    void error(const Place& place, std::string_view message);
    void warning(const Place& place, std::string_view message);

    [[nodiscard]] std::size_t error_count() const noexcept { return errors_.size(); }
    /// In order of file, line and column, each once.
    [[nodiscard]] std::vector<ConfigError> errors() const { return ordered(errors_); }
    [[nodiscard]] std::vector<ConfigError> warnings() const { return ordered(warnings_); }

  private:
    struct Problem {
        Place place;
        std::string message;
    };
    [[nodiscard]] std::vector<ConfigError> ordered(std::vector<Problem> problems) const;

    std::vector<std::string> files_;
    std::vector<Problem> errors_;
    std::vector<Problem> warnings_;
};

/// The text in single quotes, control characters escaped and long text cut, fit for one line of a terminal.
[[nodiscard]] std::string in_quotes(std::string_view text);

}  // namespace entangled
