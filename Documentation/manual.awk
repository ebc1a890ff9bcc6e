# Completes the generated manual page: exit statuses, see also, and no paragraphs without text.
/^\.Pp$/ { pending = 1; next }
pending && $0 !~ /^\.(It|El)/ { print ".Pp" }
{ pending = 0 }
/^\.Ex -std/ {
  print ".Bl -tag -width 6n"
  print ".It 0"; print "Nothing was found at or above the level of"; print ".Fl -fail-on ."
  print ".It 1"; print "There are findings at or above it."
  print ".It 2"; print "The command line or the configuration is wrong."
  print ".It 3"; print "There is nothing to audit."
  print ".It 4"; print "The tool itself failed."
  print ".El"
  print ".Sh \"SEE ALSO\""
  print ".Xr git 1"
  next
}
{ print }
