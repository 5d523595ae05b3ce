#pragma once

#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

namespace entangled {

/// Where a command writes its result: standard output, or a file that takes its name only when it is whole; what is no
/// regular file, such as a pipe, is written as it goes. What goes wrong is said on standard error, once.
class Output {
  public:
    /// An empty path is standard output. Empty, and said, if the file cannot be made.
    [[nodiscard]] static std::optional<Output> open(const std::string& path);
    Output(Output&& other) noexcept;
    Output& operator=(Output&&) = delete;
    Output(const Output&) = delete;
    Output& operator=(const Output&) = delete;
    ~Output();

    [[nodiscard]] bool write(std::string_view text);
    /// Everything is written: false if it did not reach the disk.
    [[nodiscard]] bool finish();

  private:
    Output(std::FILE* file, std::string path, std::string final_path);
    bool fail(std::string_view what);

    std::FILE* file_;
    std::string path_;        ///< what is written to, for messages and removal
    std::string final_path_;  ///< the name it gets in the end; empty if it has it already
};

}  // namespace entangled
