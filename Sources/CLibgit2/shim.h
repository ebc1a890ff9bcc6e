#ifndef SHELFLIFE_CLIBGIT2_H
#define SHELFLIFE_CLIBGIT2_H
#include <git2.h>
#include <git2/sys/repository.h>

// git_libgit2_opts is variadic, which Swift does not import.

// Objects are named by their hash; checking each again doubles the time of a read, and `git cat-file` does not either.
static inline int shelflife_git_skip_rehashing(void) {
  return git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
}

// A sparse checkout of a partial clone has it; where what it names is read, the working tree's own file is looked at.
static inline int shelflife_git_allow_worktree_configuration(void) {
  const char *extensions[] = {"worktreeconfig"};
  return git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions, (size_t)1);
}

// Each blob is read once: a cache would only hold memory.
static inline int shelflife_git_skip_caching(void) {
  return git_libgit2_opts(GIT_OPT_ENABLE_CACHING, 0);
}

// Objects and refs that were written survive a power cut: who writes asks for it once.
static inline int shelflife_git_sync_writes(void) {
  return git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1);
}
#endif
