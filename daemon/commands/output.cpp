#include "daemon/commands/output.hpp"

#include <fmt/format.h>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

namespace entangled {

namespace {

// A device or a pipe must not be replaced by a file, nor a link by what it points to.
std::string place_of(const std::string& path)
{
    std::error_code none;
    const auto target = std::filesystem::canonical(path, none);
    return none ? path : target.string();
}

bool is_replaceable(const std::string& path)
{
    std::error_code none;
    const auto status = std::filesystem::status(path, none);
    return !std::filesystem::exists(status) || std::filesystem::is_regular_file(status);
}

}  // namespace

Output::Output(std::FILE* file, std::string path, std::string final_path)
    : file_(file), path_(std::move(path)), final_path_(std::move(final_path))
{
}

std::optional<Output> Output::open(const std::string& path)
{
    if (path.empty()) return Output(stdout, "standard output", {});
    const bool replaced = is_replaceable(path);
    const std::string place = replaced ? place_of(path) : path;
    Output output(nullptr, replaced ? place + ".new" : place, replaced ? place : std::string{});
    output.file_ = std::fopen(output.path_.c_str(), "wb");
    if (output.file_ != nullptr) return output;
    output.fail("create");
    return std::nullopt;
}

Output::Output(Output&& other) noexcept
    : file_(std::exchange(other.file_, nullptr)),
      path_(std::move(other.path_)),
      final_path_(std::move(other.final_path_))
{
}

Output::~Output()
{
    if (file_ == nullptr || file_ == stdout) return;
    std::fclose(file_);
    if (!final_path_.empty()) std::remove(path_.c_str());
}

bool Output::write(std::string_view text)
{
    return std::fwrite(text.data(), 1, text.size(), file_) == text.size() || fail("write");
}

bool Output::finish()
{
    if (std::fflush(file_) != 0) return fail("write");
    if (file_ == stdout) return true;
    const bool closed = std::fclose(std::exchange(file_, nullptr)) == 0;
    if (closed && (final_path_.empty() || std::rename(path_.c_str(), final_path_.c_str()) == 0)) return true;
    fail(closed ? "rename" : "close");
    if (!final_path_.empty()) std::remove(path_.c_str());
    return false;
}

bool Output::fail(std::string_view what)
{
    const std::string reason = std::generic_category().message(errno);
    fmt::print(stderr, "cannot {} {}: {}\n", what, path_, reason);
    return false;
}

}  // namespace entangled
