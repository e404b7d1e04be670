"""What one writes: from a form's first answer to the entry, its copies, and the long view back.

Here live forms and drafts, filing with the preview that is the copy, reading and searching,
undo, trash and merging, and what is counted over many days. Nothing may enter that needs the
other person's answer: that is `links`. Start at `filing.py`.
"""
